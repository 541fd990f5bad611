#!/usr/bin/env bash
# Builds the images, brings the whole composition up with the simulator, orders one order as a strategy would and sees it filled.
# Needs a Docker engine, docker-compose, and python3 with pika (BOT3_TEST_PYTHON names another). Image names: see docker-compose.yml.
set -euo pipefail
cd "$(dirname "$0")/.."
project=bot3smoke$$
limit=${BOT3_SMOKE_SECONDS:-600}
export COMPOSE_PROJECT_NAME=$project COMPOSE_PROFILES=simulator
# Older engines know no newer API than they say.
export DOCKER_API_VERSION=${DOCKER_API_VERSION:-$(docker version --format '{{.Server.APIVersion}}')}
compose() { docker-compose "$@"; }

finish() {
  local code=$?
  trap - EXIT
  if [ "$code" != 0 ]; then
    compose ps || true
    compose logs --no-color --tail=40 || true
  fi
  compose down --volumes --timeout 20 > /dev/null 2>&1 || true
  exit "$code"
}
trap finish EXIT

docker/make-secrets.sh
timeout "$limit" docker-compose build > /dev/null
timeout "$limit" docker-compose up -d

deadline=$((SECONDS + 180))
healthy() { # services: all of their containers
  local service id
  for service in "$@"; do
    id=$(compose ps -q "$service")
    [ -n "$id" ] && [ "$(docker inspect -f '{{.State.Health.Status}}' $id | sort -u)" = healthy ] || return 1
  done
}
until healthy rabbitmq postgres order-saga risk-worker exchange-worker simulator; do
  [ "$SECONDS" -lt "$deadline" ] || { echo "compose-smoke: not everything became healthy" >&2; exit 1; }
  sleep 2
done
echo "compose-smoke: everything is healthy"

port=$(compose port rabbitmq 5672 | cut -d: -f2)
python=${BOT3_TEST_PYTHON:-python3}
"$python" samples/python/strategy.py --timeout 90 --amqp "amqp://strategy:$(cat docker/secrets/rabbitmq-strategy.txt)@127.0.0.1:$port/%2F"
# All of the output first: a reader that leaves early would end the writer, and that counts as a failure.
orders=$(compose run --rm migrate orders)
grep -q Filled <<< "$orders" || { printf '%s\n' "$orders"; echo "compose-smoke: the books have no filled order" >&2; exit 1; }
echo "compose-smoke: one order, filled, and in the books"
