#!/usr/bin/env bash
# Measures matching, a line per promise, with nothing left behind. Arguments go to the tool:
#   scripts/bench-match.sh -only '10,000'    some lines           scripts/bench-match.sh -markdown    the table of docs/benchmarks.md
#   scripts/bench-match.sh -strict           fails when a promise is not kept
#   scripts/bench-match.sh -sample DIR       with mentor-match's own mentors.csv and mentees.csv of 500 people, where you have them
# Root installs python munkres on Debian and Ubuntu; everybody else is told what to install, and its line stays out.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! /usr/bin/python3 -c 'import munkres' 2>/dev/null && ! python3 -c 'import munkres' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing python3-munkres"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-munkres; } >"$log" 2>&1; then
      tail -n 5 "$log" >&2
      echo "!!! could not install python3-munkres: its line will be missing" >&2
    fi
    rm -f "$log"
  else
    echo "!!! python3-munkres is missing: its line will be too. On Debian and Ubuntu: sudo apt-get install python3-munkres" >&2
  fi
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/tool" ./internal/tool/benchmatch

read -r load _ </proc/loadavg 2>/dev/null || load=0
if [ "${load%.*}" -ge 1 ]; then
  echo "!!! the machine is busy (load $load): the times below are worse than they would be on a quiet one" >&2
fi
pin=()
if command -v taskset >/dev/null && [ "$(nproc)" -gt 2 ]; then
  pin=(taskset -c 0,1)
fi
TMPDIR=$dir ${pin[@]+"${pin[@]}"} "$dir/tool" "$@"
