#!/usr/bin/env bash
# Clears the last run and starts both services, the pipeline and the warehouse. Ctrl-C stops everything.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'EOT'
Usage: ./rerun.sh [OPTION...]
       ./rerun.sh --docker [OPTION...]
Builds what has changed, clears the last run, and starts the users and cards services, the pipeline and the warehouse.
Ctrl-C stops everything.

Without --docker it needs only a JDK 17 or newer and Maven, and passes options to `./wherry demo`; see
`./wherry demo --help`. With --docker it needs only a Docker engine and Compose, and passes options to
`docker compose up`, for example --detach or --scale streams-app=3.
EOT
}
case ${1:-} in
  -h | --help) usage; exit 0 ;;
  --docker)
    shift
    docker compose version >/dev/null 2>&1 || { echo "rerun.sh: docker compose not found; install Docker, or omit --docker" >&2; exit 2; }
    docker compose build
    ./clean.sh --docker
    cat <<'EOT'

When the connectors are running, try in another terminal (docs/containers.md has more):

  docker compose exec dwh psql -U dwh -d dwh -c 'SELECT * FROM ledger'
  docker compose exec kafka /opt/kafka/bin/kafka-console-consumer.sh --bootstrap-server kafka:9092 --topic invalid.cards --from-beginning --max-messages 3 --formatter-property print.headers=true
  docker compose up --detach --no-recreate --scale streams-app=3 streams-app

Drop your own event files into data/events/inbox/cards.

EOT
    exec docker compose up "$@" ;;
esac

./clean.sh
exec ./wherry demo --inbox data/events/inbox --home data/home "$@"
