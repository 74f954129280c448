#!/usr/bin/env bash
# Removes the events, topics, state and tables of the last ./rerun.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case ${1:-} in
  '') ;;
  --docker) docker compose down --volumes --remove-orphans ;;
  -h | --help)
    cat <<'EOT'
Usage: ./clean.sh             Removes data/: the last run's events, topics, state, tables and logs.
       ./clean.sh --docker    Removes the containers and their volumes, too.
EOT
    exit 0 ;;
  *) echo "clean.sh: unknown option $1; see ./clean.sh --help" >&2; exit 2 ;;
esac

port=$(cat data/home/kafka/port 2>/dev/null || true)
if [ -n "$port" ] && (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
  echo "clean.sh: a run is still up; stop it first (its Kafka listens on port $port)" >&2
  exit 2
fi

# PostgreSQL is a separate process and survives a killed run
server=$(head -n 1 data/home/postgres/data/postmaster.pid 2>/dev/null || true)
if [ -n "$server" ] && kill -INT "$server" 2>/dev/null; then
  while kill -0 "$server" 2>/dev/null; do sleep 0.1; done
fi
rm -rf data
