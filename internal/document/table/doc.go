// Package table reads a spreadsheet that somebody uploads into rows of cells, whatever program wrote it.
//
//	bytes -> what is it? -> letters (UTF-8, UTF-16, Windows-1252, Mac) -> separator -> rows
//	                     -> XLSX: unpacked size counted first, then one pass over the first visible sheet
//
// Row numbers are those of the sheet: the first row is 1, a cell with line breaks is one row and empty rows count. A formula is
// data: nothing is ever calculated. XLSX is read with a small streaming reader of our own, because a general library gives
// either the whole sheet in memory or text without its type, and text turns 12 September into 9 December.
package table
