#!/usr/bin/env bash
# Clears the last run and runs everything anew: both services, the pipeline and the warehouse. Ctrl-C stops it all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'EOF'
Usage: ./rerun.sh [OPTION...]
Builds what has changed, clears the last run and runs everything anew: the users and cards services, the pipeline
and the warehouse. Needs a JDK 17 or newer and Maven, nothing else. Ctrl-C stops it all.

Options go to `./wherry demo`; see `./wherry demo --help`.
EOF
}
case ${1:-} in
  -h | --help) usage; exit 0 ;;
esac

./clean.sh
exec ./wherry demo --inbox data/events/inbox --home data/home "$@"
