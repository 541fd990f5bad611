#!/usr/bin/env bash
# Builds everything and runs all tests with a private broker and database. The last line counts: "N passed, N failed, N skipped".
#   ./test.sh           everything
#   ./test.sh --fast    without the tests that need services
# BOT3_TEST_SERVICES=docker takes containers instead; BOT3_TEST_POSTGRES and BOT3_TEST_RABBITMQ (with _MANAGEMENT) name servers that run.
set -uo pipefail
cd "$(dirname "$0")" || exit 1

fast=0
for argument in "$@"; do
  case $argument in
    --fast) fast=1 ;;
    *) echo "test.sh: unknown argument '$argument' (known: --fast)" >&2; exit 2 ;;
  esac
done

results=$PWD/artifacts/tests
scratch=$(mktemp -d /tmp/bot3-test-run.XXXXXX)
chmod 711 "$scratch"   # the servers run as users of their own and must get through
host=
running=

finish() {
  local code=$?
  trap - EXIT INT TERM HUP
  [ -n "$running" ] && kill -TERM "$running" 2>/dev/null && wait "$running" 2>/dev/null
  if [ -n "$host" ]; then
    exec 9>&-
    kill -TERM "$host" 2>/dev/null
    wait "$host" 2>/dev/null
  fi
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

. eng/install.sh
need dotnet "the .NET SDK of global.json" ""
need python3 "python3" python3
if [ "$fast" = 0 ] && [ "${BOT3_TEST_SERVICES:-}" != docker ] && [ -z "${BOT3_TEST_POSTGRES:-}" ]; then
  need_file /usr/lib/rabbitmq/bin/rabbitmq-server RabbitMQ rabbitmq-server rabbitmq-server
  need_file '/usr/lib/postgresql/*/bin/initdb' Postgres initdb postgresql
fi
python3_with_pika >/dev/null || need_file /nowhere "pika for Python" "" python3-pika
install_missing || exit 1
BOT3_TEST_PYTHON=$(python3_with_pika) && export BOT3_TEST_PYTHON

step() { echo; echo "== $*"; }

step restore and build
dotnet restore --nologo -v quiet -nodeReuse:false || exit 1
dotnet build -c Release --no-restore --nologo -v quiet -nodeReuse:false -clp:NoSummary || exit 1

if [ "$fast" = 1 ]; then
  export BOT3_TEST_SERVICES=none
elif [ "${BOT3_TEST_SERVICES:-}" != docker ] && [ -z "${BOT3_TEST_POSTGRES:-}" ]; then
  step private broker and database
  mkfifo "$scratch/life"
  mkdir "$scratch/services"
  dotnet tests/ServicesHost/bin/Release/net10.0/Bot3.Messaging.ServicesHost.dll "$scratch/services" < "$scratch/life" &
  host=$!
  exec 9> "$scratch/life"   # closing this end, by whatever death of ours, stops the servers
  until [ -f "$scratch/services/environment" ]; do
    kill -0 "$host" 2>/dev/null || { echo "test.sh: the private services did not start" >&2; exit 1; }
    sleep 0.2
  done
  . "$scratch/services/environment"
fi
[ "$fast" = 1 ] || export BOT3_TEST_REQUIRE_SERVICES=1

rm -rf "$results"
mkdir -p "$results"
failed=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  step "$name"
  dotnet test "$project" -c Release --no-build --nologo --settings tests/coverage.runsettings \
    --collect "XPlat Code Coverage" --logger "trx;LogFileName=$name.trx" --results-directory "$results/$name" \
    ${BOT3_TEST_FILTER:+--filter "$BOT3_TEST_FILTER"} 9>&- &
  running=$!
  wait "$running" || { failed=1; echo "$name: red"; }
  running=
done

step coverage
python3 eng/summary.py "$results" $([ "$fast" = 1 ] && echo --no-bar) $([ -n "${BOT3_TEST_FILTER:-}" ] && echo --no-bar) || failed=1
exit "$failed"
