package ical

// What a text is read back as: the part of it that a calendar can hold.
var (
	Clean     = clean
	CleanText = cleanText
)
