#!/usr/bin/env bash
# Measures what docs/benchmarks.md promises, on two cores, with everything that runs there. Arguments go to the tool:
#   scripts/bench.sh -only start,load   some parts       scripts/bench.sh -markdown   the table of docs/benchmarks.md
#   scripts/bench.sh -v                 every figure's parts
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x bin/mentorskab ] || { echo "run make build first" >&2; exit 1; }
tool=$(mktemp)
trap 'rm -f "$tool"' EXIT
go build -o "$tool" ./internal/tool/bench
read -r load _ </proc/loadavg 2>/dev/null || load=0
if [ "${load%.*}" -ge 1 ]; then
  echo "!!! the machine is busy (load $load): the figures below are worse than they would be on a quiet one" >&2
fi
pin=()
if command -v taskset >/dev/null && [ "$(nproc)" -gt 2 ]; then
  pin=(taskset -c 0,1)
fi
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
${pin[@]+"${pin[@]}"} "$tool" -binary bin/mentorskab "$@"
