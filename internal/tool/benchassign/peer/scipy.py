# Solves an MBN1 file with scipy: pairs, cost, times (solving only), the times to bring the instance into scipy's form, and memory, as one line
# of JSON. Capacities become copies of a column. A sparse instance without them is first tried as it is, which is quicker; otherwise one
# costly way out per row lets as many rows as possible find a partner first.
import os
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"
import json, sys, time
import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

file, runs = open(sys.argv[1], "rb"), int(sys.argv[2])
assert file.read(8) == b"MATCHBN1"
kind, rows, cols, capacitated = (int(x) for x in np.fromfile(file, "<u4", 4))
pairs = int(np.fromfile(file, "<u8", 1)[0])
cap = np.minimum(np.fromfile(file, "<u4", cols).astype(np.int64), rows) if capacitated else np.ones(cols, np.int64)
times, build = [], []


def timed(solve):
    for _ in range(runs):
        start = time.perf_counter()
        r, c = solve()
        times.append(time.perf_counter() - start)
    return r, c


def dense():
    cost = np.fromfile(file, "<i4", pairs).reshape(rows, cols)
    start = time.perf_counter()
    if capacitated:
        cost = np.repeat(cost, cap, axis=1)
    cost = cost.astype(np.float64)
    build.append(time.perf_counter() - start)
    return cost[timed(lambda: linear_sum_assignment(cost))]


def sparse():
    ptr = np.fromfile(file, "<u8", rows + 1).astype(np.int64)
    col = np.fromfile(file, "<u4", pairs).astype(np.int32)
    w = np.fromfile(file, "<i4", pairs).astype(np.int64)
    least = int(w.min(initial=0))
    w += 1 - least  # scipy reads 0 as "no pair"
    out = (int(w.max(initial=0)) + 1) * min(rows, int(cap.sum())) + 1
    start = time.perf_counter()
    m = None
    if not capacitated:
        try:
            m = csr_matrix((w.astype(np.float64), col, ptr), shape=(rows, cols))
            build.append(time.perf_counter() - start)
            r, c = timed(lambda: min_weight_full_bipartite_matching(m))
        except ValueError:  # not everybody can have a partner
            m = None
            times.clear()
            build.clear()
            start = time.perf_counter()
    if m is None:
        first = np.concatenate([[0], np.cumsum(cap)])
        copies = cap[col]
        r = np.repeat(np.repeat(np.arange(rows), np.diff(ptr)), copies)
        c = np.repeat(first[col], copies) + np.arange(len(r)) - np.repeat(np.cumsum(copies) - copies, copies)
        m = csr_matrix((np.concatenate([np.repeat(w, copies), np.full(rows, out)]).astype(np.float64),
                        (np.concatenate([r, np.arange(rows)]), np.concatenate([c, first[-1] + np.arange(rows)]))), shape=(rows, first[-1] + rows))
        build.append(time.perf_counter() - start)
        r, c = timed(lambda: min_weight_full_bipartite_matching(m))
    chosen = np.asarray(m[r, c]).ravel()
    return chosen[chosen < out] + (least - 1)


chosen = dense() if kind == 0 else sparse()
# Not what getrusage says: that is never less than what the process took that started this one.
rss = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(json.dumps({"matched": len(chosen), "cost": int(chosen.sum()), "times": times, "build": build, "rss": rss * 1024}))
