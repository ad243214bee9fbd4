# Solves an MBN1 file with scipy and prints pairs, cost, the times (solve only) and the memory. Capacities become copies of a column. A
# sparse instance without them is first tried as it is, which is quicker; else one costly way out per row lets as many rows as
# possible find a partner first.
import os
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import json, resource, struct, sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

data, runs = open(sys.argv[1], "rb").read(), int(sys.argv[2])
kind, rows, cols, capacitated = struct.unpack_from("<IIII", data, 8)
pairs, = struct.unpack_from("<Q", data, 24)
at, cap = 32, np.ones(cols, np.int64)
if capacitated:
    cap, at = np.frombuffer(data, "<u4", cols, at).astype(np.int64), at + 4 * cols
times = []


def timed(solve):
    for _ in range(runs):
        start = time.perf_counter()
        r, c = solve()
        times.append(time.perf_counter() - start)
    return r, c


if kind == 0:
    cost = np.repeat(np.frombuffer(data, "<i4", rows * cols, at).reshape(rows, cols).astype(np.float64), cap, axis=1)
    chosen = cost[timed(lambda: linear_sum_assignment(cost))]
else:
    ptr, at = np.frombuffer(data, "<u8", rows + 1, at).astype(np.int64), at + 8 * (rows + 1)
    col, at = np.frombuffer(data, "<u4", pairs, at).astype(np.int64), at + 4 * pairs
    w = np.frombuffer(data, "<i4", pairs, at).astype(np.int64) + 1  # scipy reads 0 as "no pair"
    out = (int(w.max()) + 1) * min(rows, int(cap.sum())) + 1
    try:
        if capacitated:
            raise ValueError
        m = csr_matrix((w.astype(np.float64), col.astype(np.int32), ptr.astype(np.int32)), shape=(rows, cols))
        r, c = timed(lambda: min_weight_full_bipartite_matching(m))
    except ValueError:
        first = np.concatenate([[0], np.cumsum(cap)])
        copies = cap[col]
        r = np.repeat(np.repeat(np.arange(rows), np.diff(ptr)), copies)
        c = np.repeat(first[col], copies) + np.arange(len(r)) - np.repeat(np.cumsum(copies) - copies, copies)
        m = csr_matrix((np.concatenate([np.repeat(w, copies), np.full(rows, out)]).astype(np.float64),
                        (np.concatenate([r, np.arange(rows)]), np.concatenate([c, first[-1] + np.arange(rows)]))), shape=(rows, first[-1] + rows))
        times.clear()
        r, c = timed(lambda: min_weight_full_bipartite_matching(m))
    chosen = np.asarray(m[r, c]).ravel()
    chosen = chosen[chosen < out] - 1
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"matched": len(chosen), "cost": int(chosen.sum()), "times": times, "rss": rss * 1024}))
