#!/usr/bin/env bash
# Removes all that the last ./rerun.sh left: events, topics, state and tables, all of it below data/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case ${1:-} in
  '') ;;
  -h | --help) echo "Usage: ./clean.sh    Removes data/: the last run's events, topics, state, tables and logs."; exit 0 ;;
  *) echo "clean.sh: unknown option $1; see ./clean.sh --help" >&2; exit 2 ;;
esac

pidfile=data/home/postgres/postmaster.pid
if [ -f data/home/pid ] && kill -0 "$(cat data/home/pid)" 2>/dev/null; then
  echo "clean.sh: a run is still up (process $(cat data/home/pid)); stop it first" >&2
  exit 2
fi
rm -rf data
