#!/usr/bin/env bash
# Measures the solver beside scipy and LEMON, on two cores, with nothing left behind. Arguments go to the tool:
#   scripts/bench-assign.sh -only 'sparse|seats' -v      some rows, with what each figure is made of
#   scripts/bench-assign.sh -markdown                    the table of docs/benchmarks.md
#   scripts/bench-assign.sh -strict                      fails when a target is missed, not only when a cost is wrong
#   scripts/bench-assign.sh -growth docs/assign-growth.svg
# Root installs the peers on Debian and Ubuntu; everybody else is told what to install, and the rows of those that are missing stay empty.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
/usr/bin/python3 -c 'import scipy.optimize' 2>/dev/null || python3 -c 'import scipy.optimize' 2>/dev/null || missing+=(python3-scipy)
command -v g++ >/dev/null || missing+=(g++)
[ -e /usr/include/lemon/network_simplex.h ] || [ -e /usr/local/include/lemon/network_simplex.h ] || missing+=(liblemon-dev)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "installing ${missing[*]}"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
      tail -n 5 "$log" >&2
      echo "!!! could not install ${missing[*]}: their rows will be empty" >&2
    fi
    rm -f "$log"
  else
    echo "!!! ${missing[*]} are missing: their rows will be empty. On Debian and Ubuntu: sudo apt-get install ${missing[*]}" >&2
  fi
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
go build -o "$dir/tool" ./internal/tool/benchassign

read -r load _ </proc/loadavg 2>/dev/null || load=0
if [ "${load%.*}" -ge 1 ]; then
  echo "!!! the machine is busy (load $load): the figures below are worse than they would be on a quiet one" >&2
fi
pin=()
if command -v taskset >/dev/null && [ "$(nproc)" -gt 2 ]; then
  pin=(taskset -c 0,1)
fi
TMPDIR=$dir ${pin[@]+"${pin[@]}"} "$dir/tool" "$@"
