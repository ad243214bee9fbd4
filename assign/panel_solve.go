package assign

import "context"

// SolvePanel finds the best solution of a panel, as PanelResult says what is best. The same panel gives the same
// result every time; which of several equally good solutions that is, is not promised.
//
// A panel in which nobody can be paired is solved like any other. An error means that the panel is malformed (see
// Panel.Check), that its costs are so far apart that sums of them could overflow (ErrTooLarge, only with millions of rows and
// columns or a demand for very many), or that ctx ended first.
func SolvePanel(ctx context.Context, p *Panel) (*PanelResult, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l := listPairs(p.Instance)
	lim, err := p.limits(l)
	if err != nil {
		return nil, err
	}
	s := newNetwork(l, lim)
	if err := s.run(ctx); err != nil {
		return nil, err
	}
	r := s.result()
	if err := p.explain(ctx, l, r); err != nil {
		return nil, err
	}
	return r, nil
}

// result reads the solution and the dual values off the network.
func (s *network) result() *PanelResult {
	r := &PanelResult{
		Mates: make([][]int32, s.rows), Weight: s.lim.weight,
		U: make([]int64, s.rows), V: make([]int64, s.cols),
	}
	for x := range s.rows + s.cols {
		if l := s.link[x]; l.arc >= 0 && l.arc < s.wishes && l.flow > 0 {
			s.state[l.arc] = full
		}
	}
	for i := range r.Mates {
		r.Mates[i] = []int32{}
		for k := s.start[i]; k < s.start[i+1]; k++ {
			if s.state[k] == full {
				r.Mates[i] = append(r.Mates[i], s.at(i, k))
				r.Cost += int64(s.cost[k])
			}
		}
		r.Pairs += len(r.Mates[i])
		r.U[i] = -s.pi[i]
	}
	for j := range r.V {
		r.V[j] = s.pi[s.rows+j]
	}
	s.outsiders(r)
	return r
}

// outsiders gives a column without seats, and a row without wishes that could come true, a dual value low enough that
// none of its pairs seems worth while.
func (s *network) outsiders(r *PanelResult) {
	for i := range s.rows {
		for k := s.start[i]; k < s.start[i+1] && s.lim.want[i] > 0; k++ {
			if j := s.at(i, k); s.lim.seats[j] == 0 {
				r.V[j] = min(r.V[j], int64(s.cost[k])-r.U[i])
			}
		}
	}
	for i := range s.rows {
		for k := s.start[i]; k < s.start[i+1] && s.lim.want[i] == 0; k++ {
			r.U[i] = min(r.U[i], int64(s.cost[k])-r.V[s.at(i, k)])
		}
	}
}
