package assign

// explain gives each row without a column its cause.
func explain(in *Instance, r *Result) {
	var rows, cols []int
	for i, short := range r.ShortRows {
		if short {
			rows = append(rows, i)
		}
	}
	for j, short := range r.ShortCols {
		if short {
			cols = append(cols, j)
		}
	}
	for i, j := range r.Mate {
		if j >= 0 {
			continue
		}
		u := Unmatched{Row: i, Cause: AllFull, Rows: rows, Cols: cols, Instead: -1}
		if _, costs := in.row(i); len(costs) == 0 {
			u = Unmatched{Row: i, Cause: NoPartner, Instead: -1}
		}
		r.Unmatched = append(r.Unmatched, u)
	}
}
