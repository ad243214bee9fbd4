// Package assign solves the assignment problem exactly and proves what it says.
//
// # The model
//
// There are rows that each want one column, and columns that each have a number of seats. In a mentoring programme
// the rows are mentees, the columns mentors and the seats how many mentees a mentor takes. Some pairs of a row and a
// column are allowed, each at a cost, an integer of 32 bits of either sign; a score becomes a cost as "a constant minus
// the score". A solution gives some rows a column, one each and only by allowed pairs, and no column more rows
// than it has seats. Solve finds a solution with the most pairs and, among all those, one with the least total cost.
// These two aims never mix: no cost is so great that a pair fewer would be preferred, and there is no large number
// somewhere in the program that stands for "very bad" and that costs could reach.
//
// An [Instance] says all this, dense (a matrix, every pair allowed) or sparse (lists of pairs). [ReadMBN] and
// [WriteMBN] keep it in a file. Malformed input is refused with an error that wraps [ErrShape], [ErrCapacity],
// [ErrColumn], [ErrOrder] or [ErrTooLarge]. Everything well formed has a solution, if only one without a pair.
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
// That no solution with as many pairs is cheaper is shown by a value U for each row and V for each column, such that
//
//	U+V of a row and a column on the same side is at most the cost of their pair, if it is allowed, (1)
//	and just the cost if the pair was chosen;                                                       (2)
//	V of a column outside the short side is at most 0, and 0 if a seat is free;                     (3)
//	U of a row on the short side is at most 0, and 0 if the row has no column.                      (4)
//
// Take any other solution with as many pairs. By (1) it costs at least the U and V of its pairs. It gives every row
// outside the short side a column, and fills every seat on the short side, so those U and V count in full in either
// solution. What may differ is which columns outside are full and which rows of the short side are in, and there
// (3) and (4) say that what counts in the other solution but not in ours can only make the other dearer, because ours
// already counts everything that is below 0. By (2) ours costs just the sum. Nothing is asked of pairs across the two
// sides, since no solution with the most pairs has one.
//
// U and V are dual values. Outside the short side -V bounds what one more seat in a column would save. They are not the
// only ones that prove a solution, so a claim of the form "would come in if its cost fell by just that much" must be
// solved and cannot be read off them; Unmatched.Price is solved.
//
// # Why a row has no column
//
// Each row without a column has its cause ([Unmatched]): it has no allowed column at all; or there are seats left but
// none that it or its rivals may use; or no seat is left and others make a better total. For the last two it names a
// Hall set, "these 7 mentees accept only these 5 seats", as small as it can be found around the row; and, where
// another row could leave in its place, which one costs least and how much.
//
// # One answer
//
// Often many solutions are equally good. Solve takes the first in order of columns: row 0 has the lowest column that it
// has in any best solution, then row 1 the lowest that this leaves it, and so on, to have none being last. So the
// choice depends on the instance only and not on the method, the number of processors or the machine. The dual values
// are the same every time too, but may change with the method.
//
// # How it is solved
//
// First the short side is found. In a dense instance that takes a comparison: it is everything or nothing. In a sparse
// one it takes a solution with the most pairs, whatever they cost, by the method of Hopcroft and Karp (1973), in which
// columns have seats; the short side is what the rows left over can reach. Outside it every row, and on it every seat,
// will be used. So the two sides are solved apart, each as a block in which only cost is left to think of, and the
// short side with rows and columns exchanged. That is fast because a block then has more places than takers: most
// searches end soon.
//
// A block is solved from V alone: a row sits where cost-V is least, and U is that least value. Rows first bid for
// seats, the augmenting row reduction of Jonker and Volgenant (1987): a row lowers V of its best column until its second
// best is as good. A column with several seats keeps, for each of its rows, the limit to which V may sink before that row
// would rather move; the row with the highest limit gives way to a better bid, and V is the highest limit that remains.
// A column is never copied for its seats. In sparse blocks that are filled to the last seat, bidding starts with a
// surplus that shrinks in phases, Bertsekas's auction with scaling (1979, 1991). The few rows left get their seats along
// shortest paths, by Dijkstra's method over cost-(U+V), which ends with an optimum whatever V was to begin with.
//
// The choice among equals is made within the tight pairs, those with cost U+V: a row can move to a lower column if and
// only if a ring of moves leads back to the seat it leaves, which the strongly connected components of the tight pairs
// (Tarjan 1972) mostly answer at once.
//
// # Time and memory
//
// With n rows, m columns, p allowed pairs and s the seats taken:
//
//	short side, sparse      O(p √(n+m)) time, in practice a few readings of the pairs
//	bidding                 at most a fixed number of bids per row, each a reading of the row
//	shortest paths          O(p) per path, dense, and O(p log m), sparse; at most s paths, in practice a few per cent of s
//	choice among equals     one reading of the pairs; then O(tight pairs) per row at worst
//	causes                  one Dijkstra run over the short side for all prices together
//	Verify                  one reading of the pairs
//
// Beside the instance a solution takes about 150 bytes per row and column. A dense instance in which every row has a seat
// is not copied. A short side is copied, 4 bytes per pair if it is dense and up to 24 if it is sparse. The tight pairs take 4
// bytes each; only in an instance of almost nothing but ties do they come near the size of the matrix.
//
// Costs are int32 and everything computed from them is int64. With at most [MaxSide] rows and columns no sum,
// dual value or path can overflow; [Instance.Check] refuses more.
//
// # Sources
//
//   - R. Burkard, M. Dell'Amico, S. Martello: Assignment Problems. SIAM, revised reprint 2012. The reference for it all.
//   - P. Hall: On representatives of subsets. J. London Math. Soc. 10, 1935.
//   - A. L. Dulmage, N. S. Mendelsohn: Coverings of bipartite graphs. Canadian J. Math. 10, 1958.
//   - J. E. Hopcroft, R. M. Karp: An n^5/2 algorithm for maximum matchings in bipartite graphs. SIAM J. Comput. 2, 1973.
//   - R. Jonker, A. Volgenant: A shortest augmenting path algorithm for dense and sparse linear assignment problems.
//     Computing 38, 1987.
//   - D. P. Bertsekas: The auction algorithm for assignment and other network flow problems: a tutorial. Interfaces 20,
//     1990; with D. A. Castañon: The auction algorithm for the transportation problem. Ann. Oper. Res. 20, 1989.
//   - R. E. Tarjan: Depth-first search and linear graph algorithms. SIAM J. Comput. 1, 1972.
package assign
