package matching

import (
	"slices"
	"strings"

	"github.com/mentorskab/mentorskab/internal/fault"
	"github.com/mentorskab/mentorskab/internal/fit"
	"github.com/mentorskab/mentorskab/internal/i18n"
	"github.com/mentorskab/mentorskab/internal/matching"
	"github.com/mentorskab/mentorskab/internal/org"
	"github.com/mentorskab/mentorskab/internal/web/ui"
	"github.com/mentorskab/mentorskab/internal/web/visit"
)

type boardView struct {
	Tools   toolsView
	Head    ui.HeadView
	Steps   []ui.Step
	Next    *ui.NextView
	Empty   *ui.EmptyView
	Draft   bool
	Search  searchView
	Cards   []cardView
	Pager   ui.PagerView
	Offers  []offerView
	Weights []ui.BarView // what counts, while there is no draft to look at
	Aim     *asideView
	Facts   *factsView
	Left    leftList
	Sent    sideView   // about Offers
	Side    []sideView // further sheets in the right column
	More    []ui.Link
	Solving *solvingView // a large pool that is being solved, or why it was not
}

type searchView struct{ URL, Find, Order string }

type cardView struct {
	ID, Mentee, Mentor, Sub string
	MenteeSeat, MentorSeat  string
	WhyURL                  string
	Total, Word, Kind       string
	Tag, TagIcon            string
	Circle                  string // how large the circle is that the pair belongs to
	Reasons                 []ui.Reason
	Points                  ui.PointsView
	Acts                    []ui.Action
	Clock                   spanView
}

type factsView struct {
	Rows        [][2]string
	Proof       string
	Criteria    []ui.BarView
	Funnel      []ui.BarView
	FunnelTitle string
}

type leftList struct {
	Title string
	Rows  []leftView
	All   ui.Link
}

// asideView is what the round aims for.
type asideView struct {
	Title, Name, Text string
	Link              ui.Link
}

func aimOf(r matching.Round) string {
	if r.Rules.Aim == "" {
		return string(fit.MostPoints)
	}
	return string(r.Rules.Aim)
}

// sideView is a small sheet with one link.
type sideView struct {
	Title, Text string
	Link        ui.Link
}

// Board shows the draft that waits for the coordinator, or where the matching stands when there is none.
func (p Pages) Board(v *visit.Visit) error {
	b := boardView{More: links(v)}
	r, err := p.Matches.Draft(v.Ctx(), v.Actor)
	switch {
	case fault.Is(err, fault.NotFound):
		st, err := p.Matches.State(v.Ctx(), v.Actor)
		if err != nil {
			return err
		}
		if err := p.stand(v, st, &b); err != nil {
			return err
		}
	case err != nil:
		return err
	default:
		p.Matches.Warm(v.Ctx(), v.Actor, r)
		st, err := p.Matches.Sent(v.Ctx(), v.Actor)
		if err != nil {
			return err
		}
		if err := p.draft(v, r, &b); err != nil {
			return err
		}
		if st.Open > 0 {
			b.Side = append(b.Side, sideView{v.T("matching.sent_title", "n", st.Open), v.T("matching.sent_stands"), ui.Link{Label: v.T("matching.see_proposals"), URL: base(v) + "/proposals"}})
		}
	}
	if w, runs, err := p.Matches.LiveWishes(v.Ctx(), v.Actor); err != nil {
		return err
	} else if runs {
		b.Side = append(b.Side, sideView{v.T("say.side"), v.T("say.side_text", "day", i18n.Date(v.Lang, w.By())), ui.Link{Label: v.T("say.side_link"), URL: wishesURL(v)}})
	}
	if err := p.solving(v, r.Created, &b); err != nil {
		return err
	}
	page := v.Page(b.Head.Title)
	if b.Draft && r.Summary.Served == 0 { // where a mentee may stand on several cards, each change shows the whole page
		page.Scripts = append(page.Scripts, "board.js")
	}
	return v.Show(board(page, b))
}

// draft fills the board with a round.
func (p Pages) draft(v *visit.Visit, r matching.Round, b *boardView) error {
	s := r.Summary
	b.Draft = true
	b.Head = ui.HeadView{
		Eyebrow: []string{v.T("nav.match"), v.T("matching.eyebrow", "number", r.Number), i18n.Day(v.Lang, r.Created.In(v.Location()))},
		Title:   v.T("matching.title_pairs", "n", s.Matched) + " " + waitTitle(v, s.Waiting()), Lede: v.T("matching.lede"),
	}
	way, err := p.Matches.Way(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	if none := nonePossible(v, s); none != nil {
		b.Head.Lede = none.Title + ": " + none.Text
	}
	b.Steps = steps(v, 1)
	if way.FourEyes {
		b.Steps = slices.Insert(b.Steps, 2, ui.Step{Label: v.T("board.step_review"), State: map[bool]string{true: "done"}[r.Approved()]})
	}
	if b.Tools, err = p.tools(v, r); err != nil {
		return err
	}
	b.Search = searchView{URL: base(v), Find: v.R.URL.Query().Get("find"), Order: v.R.URL.Query().Get("order")}
	from := offset(v)
	cards, total, err := p.Matches.Cards(v.Ctx(), v.Actor, r, matching.Query{Find: b.Search.Find, Order: b.Search.Order, Offset: from, Limit: perPage})
	if err != nil {
		return err
	}
	clocks, err := p.Matches.Spans(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	back := v.R.URL.RequestURI()
	for _, c := range cards {
		card := pairCard(v, c, back)
		card.Clock = spanOf(v, clocks.Of(c.MenteeParty.Seat))
		if s.Circles != nil {
			card.Circle = v.T("group.circle", "n", c.Company)
		}
		if s.Served > 0 { // a mentee may stand on several cards
			card.ID += "-" + c.MentorParty.Seat
		}
		b.Cards = append(b.Cards, card)
	}
	b.Pager = pager(v, from, total)
	b.More = append(b.More, ui.Link{Label: v.T("matching.file_download"), URL: base(v) + "/pairs.xlsx"})
	return p.around(v, r, b)
}

// around fills what stands beside the pairs of a round.
func (p Pages) around(v *visit.Visit, r matching.Round, b *boardView) error {
	s := r.Summary
	b.Next = next(v, r)
	way, err := p.Matches.Way(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	if way.FourEyes && !r.Touched && s.Matched > 0 {
		names, err := p.Matches.Reviewers(v.Ctx(), r)
		if err != nil {
			return err
		}
		if step := reviewStep(v, r, names); step != nil {
			b.Next = step
		} else {
			b.Next.Eyebrow = v.T("board.review_ok", "name", names[r.Review.ApprovedBy])
		}
	}
	b.Facts = facts(v, r)
	b.Aim = &asideView{Title: v.T("board.aim"), Name: v.T("board.aim_" + aimOf(r)), Text: v.T("board.aim_" + aimOf(r) + "_text"), Link: ui.Link{Label: v.T("board.aims_see"), URL: base(v) + "/aims"}}
	left, waiting, err := p.Matches.LeftOf(v.Ctx(), v.Actor, r, org.Mentee, 0, 6)
	if err != nil {
		return err
	}
	if waiting > 0 {
		b.Left = leftList{Title: v.T("matching.left_title", "n", waiting), Rows: leftRows(v, left), All: ui.Link{Label: v.T("matching.left_all"), URL: base(v) + "/waiting"}}
	} else if len(s.Of) > 0 && s.Places > s.Matched {
		b.Left = leftList{Title: v.T("matching.spare_title", "n", s.Places-s.Matched), All: ui.Link{Label: v.T("matching.spare_all"), URL: base(v) + "/waiting"}}
	}
	return nil
}

// stand fills the board when no round waits: what there is to match, and the proposals that are out.
func (p Pages) stand(v *visit.Visit, st matching.State, b *boardView) error {
	sent := st.Open + st.Agreed + st.Declined
	b.Head = ui.HeadView{Eyebrow: []string{v.T("nav.match"), v.Place.ProgrammeName}, Lede: v.T("matching.lede")}
	b.Steps = steps(v, 0)
	switch {
	case st.Open > 0:
		b.Head.Title, b.Head.Lede, b.Steps = v.T("matching.title_open", "n", st.Open), v.T("matching.lede_open"), steps(v, 2)
	case st.FreeMentees > 0:
		b.Head.Title = v.T("matching.title_waiting", "n", st.FreeMentees)
	case sent > 0:
		b.Head.Title, b.Head.Lede, b.Steps = v.T("matching.title_done"), v.T("matching.lede_done"), steps(v, 3)
	default:
		b.Head.Title = v.T("matching.title_nobody")
	}
	solve := ui.Action{Label: v.T("matching.solve"), Icon: "arrows-join-2", Method: "post", URL: base(v) + "/solve"}
	switch {
	case st.FreeMentees > 0 && st.FreePlaces > 0:
		b.Next = &ui.NextView{
			Icon: "arrows-join-2", Title: v.T("matching.next_first"), Go: solve,
			Text:   v.T("matching.next_first_text", "mentees", v.T("matching.n_mentees", "n", st.FreeMentees), "places", v.T("matching.n_places", "n", st.FreePlaces)),
			Others: []ui.Action{{Label: v.T("matching.see_rules"), URL: base(v) + "/rules"}},
		}
	case st.FreeMentees > 0 && sent > 0:
		b.Side = append(b.Side, sideView{v.T("matching.no_places_wait", "n", st.FreeMentees), v.T("matching.no_places_text"), ui.Link{Label: v.T("matching.see_people"), URL: "/p/" + v.Place.Programme + "/people"}})
	case st.FreeMentees > 0:
		b.Empty = &ui.EmptyView{
			ID: "no-mentors", Art: "partner", Title: v.T("matching.no_places"), Text: v.T("matching.no_places_text"),
			Actions: []ui.Action{{Label: v.T("matching.see_people"), URL: "/p/" + v.Place.Programme + "/people", Kind: "quiet"}},
		}
	case sent == 0:
		b.Empty = &ui.EmptyView{
			ID: "nobody", Art: "list", Title: v.T("matching.nobody"), Text: v.T("matching.nobody_text"),
			Actions: []ui.Action{{Label: v.T("matching.see_people"), URL: "/p/" + v.Place.Programme + "/people"}},
		}
	}
	if sent == 0 {
		return p.weights(v, b)
	}
	if st.Declined > 0 && b.Next != nil { // after a no there is more to choose from than a new round
		b.Next.Others = append([]ui.Action{{Label: v.T("offer.repair_go"), URL: base(v) + "/repair"}}, b.Next.Others...)
	}
	offers, total, err := p.Matches.Offers(v.Ctx(), v.Actor, "", 0, 8)
	if err != nil {
		return err
	}
	b.Offers = offerRows(v, offers)
	for i := range b.Offers {
		b.Offers[i].Withdraw, b.Offers[i].Extend = "", "" // the list of proposals has room for it
	}
	b.Sent = sideView{
		v.T("matching.sent_all", "n", total), v.T("matching.sent_counts", "open", st.Open, "agreed", st.Agreed, "declined", st.Declined),
		ui.Link{Label: v.T("matching.see_proposals"), URL: base(v) + "/proposals"},
	}
	return nil
}

// weights says what the first suggestion will be solved by.
func (p Pages) weights(v *visit.Visit, b *boardView) error {
	r, err := p.Matches.Rules(v.Ctx(), p.Matches.DB, v.Actor.Org, v.Actor.Programme)
	if err != nil {
		return err
	}
	sum := 0
	for _, c := range r.All() {
		sum += r.Weight(c)
	}
	for _, c := range r.All() {
		if w := r.Weight(c); w > 0 {
			b.Weights = append(b.Weights, ui.BarView{Label: c.Label(v.Lang), Value: float64(w), Max: float64(sum), Text: i18n.Percent(v.Lang, float64(w)/float64(sum))})
		}
	}
	return nil
}

func waitTitle(v *visit.Visit, n int) string {
	if n == 0 {
		return v.T("matching.title_none_waits")
	}
	return v.T("matching.title_wait", "n", n)
}

// steps shows where a round stands: done up to at, which is under way.
func steps(v *visit.Visit, at int) []ui.Step {
	out := make([]ui.Step, 0, 4)
	for i, key := range []string{"matching.step_pool", "matching.step_adjust", "matching.step_answer", "matching.step_pairs"} {
		s := ui.Step{Label: v.T(key)}
		if i < at {
			s.State = "done"
		} else if i == at {
			s.State = "now"
		}
		out = append(out, s)
	}
	return out
}

// next is the one next step of a draft: solve again when it no longer holds, else send it.
func next(v *visit.Visit, r matching.Round) *ui.NextView {
	again := ui.Action{Label: v.T("matching.solve_again"), Icon: "refresh", Method: "post", URL: base(v) + "/solve"}
	switch {
	case r.Touched:
		return &ui.NextView{Icon: "refresh", Eyebrow: v.T("matching.next_changed_eyebrow"), Title: v.T("matching.next_changed"), Text: v.T("matching.next_changed_text"), Go: again}
	case r.Summary.Possible() == 0:
		return &ui.NextView{
			Icon: "users", Title: v.T("run.empty_" + emptySide(r.Summary)), Text: nobody(v, r.Summary),
			Go: ui.Action{Label: v.T("matching.see_people"), URL: "/p/" + v.Place.Programme + "/people"}, Others: []ui.Action{again},
		}
	case r.Summary.Matched == 0:
		return &ui.NextView{
			Icon: "filter", Title: v.T("matching.next_none"), Text: againstAll(v, r.Summary),
			Go: ui.Action{Label: v.T("matching.see_rules"), URL: base(v) + "/rules"}, Others: []ui.Action{again},
		}
	}
	return &ui.NextView{
		Icon: "send", Title: v.T("matching.next_send"), Text: v.T("matching.next_send_text"),
		Go: ui.Action{Label: v.T("matching.see_receivers"), Icon: "send", URL: base(v) + "/publish"}, Others: []ui.Action{again},
	}
}

func pairCard(v *visit.Visit, c matching.Card, back string) cardView {
	mentor, mentee := c.MentorParty, c.MenteeParty
	word, kind := scoreWord(v.T, c.Score)
	id := "pair-" + mentee.Seat
	out := cardView{
		ID: id, MenteeSeat: mentee.Seat, MentorSeat: mentor.Seat, WhyURL: whyURL(v, "", mentee.Seat), Mentee: mentee.Name, Mentor: mentor.Name, Sub: subline(mentee) + between(subline(mentee), subline(mentor)) + subline(mentor),
		Total: whole(v.Lang, c.Score), Word: word, Kind: kind, Reasons: reasons(v, c.Pair, mentor.Name, mentee.Name), Points: points(v, c.Pair, mentor.Name, mentee.Name),
		Acts: append(marked(v, mentor.Seat, mentee.Seat, c.Mark, back+"#"+id),
			ui.Action{Label: v.T("board.what_if"), Icon: "arrows-exchange", Kind: "bare", Small: true, URL: whyURL(v, "", mentee.Seat), Attrs: map[string]any{"data-why": "why-" + mentee.Seat, "aria-expanded": "false"}}),
	}
	out.Tag, out.TagIcon = markTag(v, c.Mark)
	if c.Locked {
		out.Reasons = append(out.Reasons, ui.Reason{Label: v.T("matching.why_locked"), Speaks: "+"})
	}
	if text := overText(v, c.Over, c.Reason); text != "" {
		out.Reasons = append(out.Reasons, ui.Reason{Label: text, Speaks: "!"})
	}
	return out
}

// subline says what someone does and where.
func subline(p matching.Party) string {
	return p.Title + map[bool]string{true: ", "}[p.Title != "" && p.Unit != ""] + p.Unit
}

func between(a, b string) string {
	if a == "" || b == "" {
		return ""
	}
	return " · "
}

func facts(v *visit.Visit, r matching.Round) *factsView {
	s := r.Summary
	f := &factsView{FunnelTitle: v.T("matching.funnel_title", "apart", s.Possible()-s.Allowed, "possible", s.Possible())}
	if s.Matched > 0 {
		of := func(n int) string { return v.T("matching.n_of", "n", n, "of", s.Matched) }
		f.Rows = [][2]string{
			{v.T("matching.fact_lowest"), fit.Points(v.Lang, s.Lowest)},
			{v.T("matching.fact_mean"), fit.Points(v.Lang, (s.Total+s.Matched/2)/s.Matched)},
			{v.T("matching.fact_wished"), v.T("matching.n_of", "n", s.Wished, "of", s.Asked)},
			{v.T("matching.fact_across"), of(s.Across)},
			{v.T("matching.fact_total"), fit.Points(v.Lang, s.Total)},
		}
		for _, c := range s.Of {
			mean := (c.Got + s.Matched/2) / s.Matched
			f.Criteria = append(f.Criteria, ui.BarView{
				Label: c.Criterion.Label(v.Lang), Value: float64(mean), Max: float64(c.Of),
				Text: v.T("matching.points_of", "got", fit.Points(v.Lang, mean), "of", fit.Points(v.Lang, c.Of)),
			})
		}
	}
	f.Proof = strings.TrimSpace(v.T("matching.took", "seconds", i18n.Decimal(v.Lang, max(r.Took.Seconds(), 0.01), 2)) + " " + proofText(v, s))
	if s.Circles != nil {
		f.Proof = v.T("matching.took", "seconds", i18n.Decimal(v.Lang, max(r.Took.Seconds(), 0.01), 2)) + " " + circles(v, *s.Circles)
	}
	if s.Weightless {
		f.Proof = v.T("matching.weightless")
	}
	f.Funnel = funnel(v, s)
	return f
}

func links(v *visit.Visit) []ui.Link {
	out := make([]ui.Link, 0, 16)
	for _, l := range [][2]string{{"matching.see_rules", "/rules"}, {"offer.see_way", "/way"}, {"group.link", "/shape"}, {"board.hand_see", "/hand"}, {"matching.see_marks", "/marks"}, {"say.see_wishes", "/wishes"}, {"matching.see_proposals", "/proposals"}, {"offer.see_repair", "/repair"}, {"matching.see_rounds", "/rounds"}, {"fairness.see", "/fairness"}} {
		out = append(out, ui.Link{Label: v.T(l[0]), URL: base(v) + l[1]})
	}
	return out
}
