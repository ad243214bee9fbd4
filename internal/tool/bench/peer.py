# Solves an MBN1 file with scipy; prints pairs, cost and the middle of the times (solve only). Capacities become copies of a column;
# a sparse instance gets one costly way out per row, so that as many rows as possible find a partner first.
import os
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"
import json, statistics, struct, sys, time
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
if kind == 0:
    cost = np.repeat(np.frombuffer(data, "<i4", rows * cols, at).reshape(rows, cols).astype(np.float64), cap, axis=1)
    for _ in range(runs):
        start = time.perf_counter()
        r, c = linear_sum_assignment(cost)
        times.append(time.perf_counter() - start)
    chosen = cost[r, c]
else:
    ptr, at = np.frombuffer(data, "<u8", rows + 1, at).astype(np.int64), at + 8 * (rows + 1)
    col, at = np.frombuffer(data, "<u4", pairs, at).astype(np.int64), at + 4 * pairs
    w = np.frombuffer(data, "<i4", pairs, at).astype(np.int64) + 1  # scipy reads 0 as "no pair"
    first = np.concatenate([[0], np.cumsum(cap)])
    copies = cap[col]
    r = np.repeat(np.repeat(np.arange(rows), np.diff(ptr)), copies)
    c = np.repeat(first[col], copies) + np.arange(len(r)) - np.repeat(np.cumsum(copies) - copies, copies)
    out = (int(w.max()) + 1) * min(rows, cols) + 1
    m = csr_matrix((np.concatenate([np.repeat(w, copies), np.full(rows, out)]).astype(np.float64),
                    (np.concatenate([r, np.arange(rows)]), np.concatenate([c, first[-1] + np.arange(rows)]))), shape=(rows, first[-1] + rows))
    for _ in range(runs):
        start = time.perf_counter()
        r, c = min_weight_full_bipartite_matching(m)
        times.append(time.perf_counter() - start)
    chosen = np.asarray(m[r, c]).ravel()
    chosen = chosen[chosen < out] - 1
print(json.dumps({"matched": len(chosen), "cost": int(chosen.sum()), "seconds": statistics.median(times)}))
