#!/usr/bin/env bash
# Measures the solver beside scipy and LEMON on the same instances in the same run. Arguments go to the tool:
#   scripts/bench-assign.sh --only dense     the rows whose name has that       scripts/bench-assign.sh --markdown   the table of docs/benchmarks.md
#   scripts/bench-assign.sh --growth docs/assign-growth.svg                     the plot of time and memory over size
set -euo pipefail
cd "$(dirname "$0")/.."
missing=()
/usr/bin/python3 -c 'import scipy.optimize' 2>/dev/null || python3 -c 'import scipy.optimize' 2>/dev/null || missing+=(python3-scipy)
command -v g++ >/dev/null || missing+=(g++)
dpkg -s liblemon-dev >/dev/null 2>&1 || missing+=(liblemon-dev)
if [ "${#missing[@]}" -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}"
    apt-get install -y -qq "${missing[@]}" >/dev/null || echo "!!! could not install ${missing[*]}: their rows are left out" >&2
  else
    echo "!!! not installed: ${missing[*]}. Their rows are left out; on Debian: sudo apt-get install ${missing[*]}" >&2
  fi
fi
tool=$(mktemp)
trap 'rm -f "$tool"' EXIT
go build -o "$tool" ./internal/tool/benchassign
published=${MENTORSKAB_MATCHING:-../shared/matching}/instances
if [ -d "$published" ]; then
  set -- --published "$published" "$@"
fi
read -r load _ </proc/loadavg 2>/dev/null || load=0
if [ "${load%.*}" -ge 1 ]; then
  echo "!!! the machine is busy (load $load): compare ratios, and only roughly" >&2
fi
"$tool" "$@"
