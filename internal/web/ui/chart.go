package ui

import (
	"cmp"
	"slices"
)

// Tone is the colour of a part of a distribution: from disagree (plum) over the middle (grey) to agree (teal).
type Tone string

// The tones. ToneNone is for what stands outside the scale.
const (
	ToneLow    Tone = "d3"
	ToneLowish Tone = "d2"
	ToneMid    Tone = "d0"
	ToneHigh   Tone = "u2"
	ToneTop    Tone = "u3"
	ToneNone   Tone = ""
)

func (t Tone) fill() string {
	if t == ToneNone {
		return "var(--ms-paper)"
	}
	return "var(--ms-" + string(t) + ")"
}

// ink is the colour of figures on the tone: at least 5 : 1 in both themes.
func (t Tone) ink() string {
	if t == ToneLow || t == ToneTop {
		return "var(--ms-paper)"
	}
	return "var(--ms-ink)"
}

// SharePart is one part of a distribution. Of all parts of a row the shares make 100.
type SharePart struct {
	Label string
	Share float64 // per cent
	Text  string  // the share as written, without a unit
	Tone  Tone
}

// side says on which side of the middle a part stands.
func (s SharePart) side() int {
	switch s.Tone {
	case ToneLow, ToneLowish:
		return -1
	case ToneHigh, ToneTop:
		return 1
	}
	return 0
}

// ShareRow is one question with its distribution. Why hides it and gives the reason; Alt is read aloud.
type ShareRow struct {
	Label, Note string
	Parts       []SharePart
	Alt, Why    string
}

// SharesView is a drawing of several distributions with one middle.
type SharesView struct {
	Legend []SharePart
	Rows   []ShareRow
}

type shareBox struct {
	SharePart
	x, width float64
}

// reach is how far a row stretches to the left and right of the middle.
func (r ShareRow) reach() (left, right float64) {
	for _, p := range r.Parts {
		if p.Tone == ToneNone {
			continue
		}
		switch p.side() {
		case -1:
			left += p.Share
		case 1:
			right += p.Share
		default:
			left, right = left+p.Share/2, right+p.Share/2
		}
	}
	return left, right
}

// scale is how far the rows reach at most; the middle stands at left.
func (v SharesView) scale() (left, right float64) {
	for _, r := range v.Rows {
		l, h := r.reach()
		left, right = max(left, l), max(right, h)
	}
	return left, right
}

// boxes places a row's parts in per cent of the drawing's width; what stands outside the scale is not drawn.
func (v SharesView) boxes(r ShareRow) []shareBox {
	left, right := v.scale()
	width := left + right
	if width == 0 {
		return nil
	}
	own, _ := r.reach()
	x := left - own
	parts := slices.DeleteFunc(slices.Clone(r.Parts), func(p SharePart) bool { return p.Tone == ToneNone || p.Share == 0 })
	slices.SortStableFunc(parts, func(a, b SharePart) int { return cmp.Compare(a.side(), b.side()) })
	out := make([]shareBox, 0, len(parts))
	for _, p := range parts {
		out = append(out, shareBox{p, x / width * 100, p.Share / width * 100})
		x += p.Share
	}
	return out
}

func (v SharesView) middle() string {
	left, right := v.scale()
	return percent(left, left+right)
}
