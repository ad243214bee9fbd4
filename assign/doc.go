// Package assign solves the assignment problem exactly, keeps the solution exact while its instance is edited, and proves
// what it says.
//
// # The model
//
// There are rows that each want one column, and columns that each have a number of seats. In a mentoring programme
// the rows are mentees, the columns mentors and the seats how many mentees a mentor takes. Some pairs of a row and a
// column are allowed, each at a cost, an integer of 32 bits of either sign; a score becomes a cost as "a constant minus
// the score", and numbers with a fraction by [FromFloats], which says what it rounded. A solution gives some rows a
// column, one each and only by allowed pairs, and no column more rows than it has seats. A column may also have a
// minimum of rows, and a row may be locked to a column.
//
// An [Instance] says all this in one of three forms: dense (a matrix of bytes, int16 or int32), sparse (lists of pairs)
// or implicit (a function that computes costs when they are asked for). [ReadMBN] and [WriteMBN] keep one in a file.
// Malformed input is refused with an error that wraps [ErrShape], [ErrCapacity], [ErrMinimum], [ErrColumn], [ErrOrder],
// [ErrCost], [ErrKey], [ErrLocked] or [ErrTooLarge]. Everything well formed has a solution, if only one without a pair.
//
// What is best is a list of aims, and a later one never costs anything of an earlier one:
//
//	Total       most pairs, most minimums met, least total cost                                  Solve, Live
//	Fair        most pairs, most minimums met, fewest pairs at the greatest cost, then at the
//	            next, and so on down (leximin)                                                   SolveWith
//	a panel     every row as many different columns as it needs: most pairs, spread evenly,
//	            most minimums met, least total cost                                              SolvePanel
//	stability   both sides rank each other: no two would rather have each other than what they
//	            have, and as many pairs as are found                                             SolveStable
//
// The first two aims are never at odds: a solution with the most pairs can always be changed into one that also meets the
// most minimums (Mendelsohn and Dulmage 1958), for to seat a row more takes none from a column without another for it.
//
// # The proof
//
// A [Result] carries the proof that nothing better exists, and [Verify] checks it in one reading of the pairs, without
// trust in the solver. In plain words:
//
// That no more pairs are possible is shown by the short side (ShortRows, ShortCols). All columns that its rows may use
// are on the short side too, all their seats are taken, and taken by rows of the short side. So these rows cannot have
// more seats between them than they have, whatever one tries; and all other rows have a column. This is Hall's theorem
// (1935), and the set is the one that Dulmage and Mendelsohn (1958) showed to be the same for every solution with the
// most pairs. It follows that no such solution has a pair across: a seat on the short side that went to another row
// would be lost to those who have no other.
//
// That no more of the minimums can be met is shown by the starved side (StarvedRows, StarvedCols), which is the same turned
// round. No row outside may use its columns, all its rows sit in them, and none of them has more than its minimum. So
// there are not rows enough, whatever one tries; every other column has its minimum; and no best solution has a pair across.
//
// That no solution with as many of both is cheaper is shown by a value U for each row and V for each column, such that
//
//	U+V of a row and a column on the same side is at most the cost of their pair, if it is allowed, (1)
//	and just the cost if the pair was chosen;                                                       (2)
//	V of a column outside the two sides is at most 0 unless it has just its minimum,
//	and at least 0 if a seat is free;                                                               (3)
//	V of a column on the starved side is at most 0, and 0 below its minimum;                        (4)
//	U of a row on the short side is at most 0, and 0 if the row has no column.                      (5)
//
// Take any other solution with as many pairs and minimums. By (1) it costs at least the U and V of its pairs. It gives every
// row outside the short side a column, and fills every seat on the short side, so those U and V count in full in either
// solution. What may differ is how many rows sit in which columns outside, and which rows of the short side are in, and
// there (3), (4) and (5) say that what counts more or less in the other solution than in ours can only make the other dearer. By (2)
// ours costs just the sum. Nothing is asked of pairs across two sides, since no best solution has one.
//
// U and V are dual values. Outside the short side -V bounds what one more seat in a column would save. They are not the
// only ones that prove a solution, so a claim of the form "would come in if its cost fell by just that much" must be
// solved and cannot be read off them; Unmatched.Price is solved, and so are [Live.Price] and [Live.Range].
//
// A fair solution is proven level by level ([LevelProof]), from the greatest cost down. Each level is an instance of its
// own over the pairs that solutions as good at all greater costs may have: a pair at the level costs 1 and all others 0,
// and the dual values prove that fewer are impossible. What they prove also says what is left for the next level: the
// pairs that cost just U+V, columns with V below 0 stay full, columns with V above 0 stay at their minimum, and rows of
// the short side with U below 0 stay in. (That is complementary slackness: it holds for every solution that is as good, not only for
// ours.) "Stay" is put into the costs of the next level as a value that is greater than all its pairs together.
//
// # Why a row has no column
//
// Each row without a column has its cause ([Unmatched]): it has no allowed column at all; or there are seats left but
// none that it or its rivals may use; or no seat is left and others make a better total. For the last two it names a
// Hall set, "these 7 mentees accept only these 5 seats", as small as it can be found around the row, or the whole short
// side where not all pairs are listed; and, where another row could leave in its place, which one costs least and how
// much. (Of a fair solution that exchange has no price.) A column below its minimum is named the same way ([Unserved]).
//
// # One answer
//
// Often many solutions are equally good. Solve takes the first in order of keys: the row with the least key has the
// column with the least key that it has in any best solution, then the next row the least that this leaves it, and so
// on, to have none being last. So the choice depends on the instance only and not on the method, the number of
// threads or processors, or the machine; and with RowKeys and ColKeys not even on the order in which rows and columns
// are listed. The dual values are the same every time too, but may change with the method and the order.
//
// # How it is solved
//
// Pairs that are listed are solved as they are. Of a matrix or an implicit instance a core is listed, two dozen pairs of each row
// that cost least over a first guess of V, and solved; then one reading of all pairs finds those against which the
// solution is not proven, they join the core, and it is solved again from the dual values it has, until there are none. The
// solution over the core is then the best over all pairs, by the same conditions that Verify checks. This is the pricing out of
// Lee and Orlin (1994). Most instances need one to four rounds. A reading looks at eight pairs at a time by the sign of what they
// are below U+V, in 32 bits where the values allow it, and costs little more than the memory it moves.
//
// In the core, first the short side is found: a solution with the most pairs, whatever they cost, by the method of
// Hopcroft and Karp (1973), in which columns have seats, and before that one with the most minimums; the short side is what the rows left
// over can reach. Outside it every row, and on it every seat, will be used. So the sides are solved apart, each as a
// block in which only cost is left to think of, and the short side with rows and columns exchanged. That is fast because a
// block then has more places than takers: most searches end soon. An instance with just as many seats as rows is first tried as one
// block.
//
// A block is solved from V alone: a row sits where cost-V is least, and U is that least value. Rows first bid for
// seats, the augmenting row reduction of Jonker and Volgenant (1987): a row lowers V of its best column until its second
// best is as good. A column with several seats keeps, for each of its rows, the limit to which V may sink before that row
// would rather move; the row with the highest limit gives way to a better bid, and V is the highest limit that remains.
// A column is never copied for its seats. Each row remembers its four best pairs and a bound on all others: while V only
// falls, most bids need not read the row. In blocks that are filled to the last seat, bidding starts with a
// surplus that shrinks in phases, Bertsekas's auction with scaling (1979, 1991; Goldberg and Kennedy 1995 for its
// relatives). The few rows left get their seats along shortest paths, by Dijkstra's method over cost-(U+V), which ends with
// an optimum whatever V was to begin with. A column below its minimum gets rows along shortest paths from its end.
//
// The choice among equals is made within the tight pairs, those with cost U+V: a row can move to a lower column if and
// only if a ring of moves leads back to the seat it leaves, which the strongly connected components of the tight pairs
// (Tarjan 1972) mostly answer at once.
//
// [Live] keeps the solution and its dual values. To stay out costs a row a value greater than any path, and to miss a row a column with a
// minimum, so that one network says everything and each edit is repaired by one or two shortest paths, searched from both
// ends at once: on 100,000 rows a path of a few hundred steps instead of half the instance. Of a matrix each row lists its best pairs and how far
// the dual values may move before another could matter; only rows that pass it are read again.
//
// Stability is Király's method (2013) for ties on both sides.
//
// # Panels
//
// In a [Panel] a row may want several different columns, as a mentee does who meets a panel of mentors. [SolvePanel] gives no row
// more than it wants and finds, of all such solutions, one with the most pairs, spread as evenly as possible (as many rows as
// possible have one column, then as many as possible two, and so on), the minimums met as far as possible, and then the
// least total cost.
//
// The aims before cost are never at odds: a solution that serves as many rows as possible with at most k columns each grows into
// one for k+1, up to the most pairs, and no row loses any; the same holds for columns and minimums; and the rows' numbers
// of one solution and the columns' numbers of another can be reached together (Mendelsohn and Dulmage, with several partners). So all
// are counted in one sum of steps, of which each weighs more than any ring of exchanges can change the cost. The weight is
// computed from the instance; if sums of it could overflow, the answer is [ErrTooLarge].
//
// The proof is again U and V, now such that U+V is at least the cost of every chosen pair, and at most that of every other
// allowed pair, since a pair can be used but once; U of a row lies between what one column more would be worth to it and what its
// last is worth, and V of a column likewise. [VerifyPanel] checks that, and that the weight is great enough. Who has too few is
// named with a set ([Shortfall]): Hall's theorem for several partners (Gale 1957, Ryser 1957).
//
// A panel is solved as a flow of least cost by the network simplex method, with the tree kept strongly feasible so that it
// ends (Cunningham 1976), from a start in which rows take the cheapest seats in turn. Each reading of the pairs lists up to a dozen of a
// row that gain, and steps are made within the list until none does. There is no polynomial bound on the steps; in practice they
// are a few per pair of the solution. Of equal solutions it gives the same every time, but promises none in particular.
//
// # Time and memory
//
// With n rows, m columns, p allowed pairs, c pairs in the core and s the seats taken:
//
//	selecting, pricing      a reading of p pairs each, in as many threads as wanted
//	short side              O(c √(n+m)) time, in practice a few readings of the core
//	bidding                 at most a fixed number of bids per row, each a reading of the row or of its best four
//	shortest paths          O(c log m) per path; at most s paths, in practice a few per cent of s
//	choice among equals     O(tight pairs) per row at worst, in practice a few readings of them
//	causes                  one Dijkstra run over the short side for all prices together
//	Verify                  one reading of the pairs
//	Fair                    one solution of a shrinking core per level that a solution needs
//	an edit                 O(c log m) per path at worst, and a reading of the rows that need it
//	SolvePanel              a few steps per pair of the solution, each O(tree moved + √list), and some dozen readings of p
//	SolveStable             O(p) proposals and O(p log p) to sort, per try
//
// Beside the instance a solution takes about 300 bytes per row and column and 40 per pair of the core, which is 24 pairs
// per row of a matrix to begin with; [Instance.Memory] gives the bound, and Options.MaxMemory refuses what passes it. The tight pairs are lists of 4 bytes each
// or, where they are many, one bit per pair. A Live takes about 16 bytes per listed pair and 150 per row and column.
//
// Costs are int32 and everything computed from them is int64. With at most [MaxSide] rows and columns no sum,
// dual value or path can overflow; [Instance.Check] refuses more. A Live and a panel, which weigh pairs against costs in one
// number, refuse with [ErrTooLarge] what could add up too high.
//
// # Sources
//
//   - R. Burkard, M. Dell'Amico, S. Martello: Assignment Problems. SIAM, revised reprint 2012. The reference for it all.
//   - P. Hall: On representatives of subsets. J. London Math. Soc. 10, 1935.
//   - A. L. Dulmage, N. S. Mendelsohn: Coverings of bipartite graphs. Canadian J. Math. 10, 1958; N. S. Mendelsohn, A. L.
//     Dulmage: Some generalizations of the problem of distinct representatives. The same volume.
//   - J. E. Hopcroft, R. M. Karp: An n^5/2 algorithm for maximum matchings in bipartite graphs. SIAM J. Comput. 2, 1973.
//   - R. Jonker, A. Volgenant: A shortest augmenting path algorithm for dense and sparse linear assignment problems.
//     Computing 38, 1987.
//   - D. P. Bertsekas: The auction algorithm for assignment and other network flow problems: a tutorial. Interfaces 20,
//     1990; with D. A. Castañon: The auction algorithm for the transportation problem. Ann. Oper. Res. 20, 1989.
//   - A. V. Goldberg, R. Kennedy: An efficient cost scaling algorithm for the assignment problem. Math. Programming 71, 1995.
//   - Y. Lee, J. B. Orlin: QuickMatch: a very fast algorithm for the assignment problem. MIT Sloan, 1994.
//   - D. Gale: A theorem on flows in networks. Pacific J. Math. 7, 1957. H. J. Ryser: Combinatorial properties of matrices of
//     zeros and ones. Canadian J. Math. 9, 1957.
//   - W. H. Cunningham: A network simplex method. Math. Programming 11, 1976.
//   - Z. Király: Linear time local approximation algorithm for maximum stable marriage. Algorithms 6, 2013.
//   - R. E. Tarjan: Depth-first search and linear graph algorithms. SIAM J. Comput. 1, 1972.
package assign
