"""Pairs the people of two files by python munkres, as mentor-match does: one matrix of scores, one round. Prints JSON."""
import csv
import json
import sys
import time

from munkres import Munkres

GRADES = ["AA", "AO", "EO", "HEO", "SEO", "G7", "G6", "SCS1", "SCS2"]


def cost(mentor, mentee):
    if mentor["organisation"] == mentee["organisation"]:
        return 10_000  # they must not meet
    score = 0
    gap = GRADES.index(mentor["grade"]) - GRADES.index(mentee["grade"])
    if gap in (1, 2):
        score += 12
    if mentor["profession"] == mentee["target profession"]:
        score += 10
    if mentee["identity to match"] in mentor["characteristics"].split(", "):
        score += 6
    return 100 - score


begin = time.perf_counter()
with open(sys.argv[1], newline="") as f:
    mentors = list(csv.DictReader(f))
with open(sys.argv[2], newline="") as f:
    mentees = list(csv.DictReader(f))
matrix = [[cost(m, n) for m in mentors] for n in mentees]
read = time.perf_counter()
pairs = Munkres().compute(matrix)
end = time.perf_counter()
print(json.dumps({
    "all": end - begin, "solve": end - read,
    "matched": sum(1 for i, j in pairs if matrix[i][j] < 10_000),
}))
