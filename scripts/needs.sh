#!/usr/bin/env bash
# What the tests need beyond Go: PostgreSQL's server programs and Chromium. Root installs what is missing on Debian and Ubuntu;
# everybody else is told what to install.
set -euo pipefail

have_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_chromium() {
  [ -n "${MENTORSKAB_BROWSER:-}" ] && return 0
  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

missing=()
have_postgres || missing+=(postgresql)
have_chromium || missing+=(chromium)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    cat "$log" >&2
    echo "could not install ${missing[*]}: install them by hand and run again" >&2
    exit 1
  fi
  exit 0
fi
echo "The tests need ${missing[*]}. Install them and run again:" >&2
echo "  Debian, Ubuntu   sudo apt-get install ${missing[*]}" >&2
echo "  Fedora           sudo dnf install ${missing[*]/postgresql/postgresql-server}" >&2
echo "  macOS            brew install ${missing[*]}" >&2
echo "Or run 'make test-quick': SQLite only, no browser." >&2
exit 1
