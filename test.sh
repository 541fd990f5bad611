#!/usr/bin/env bash
# Builds everything and runs all tests with a private broker and database. The last line counts: "N passed, N failed, N skipped".
#   ./test.sh                    everything
#   ./test.sh --fast             without the tests that need services
#   ./test.sh Domain RiskWorker  only the tests of these projects (then no coverage is demanded)
# Variables: docs/testing.md.
set -euo pipefail
cd "$(dirname "$0")"

fast=
chosen=()
for argument in "$@"; do
  case $argument in
    --fast) fast=1 ;;
    -*) echo "test.sh: unknown option '$argument' (known: --fast)" >&2; exit 2 ;;
    *)
      [ -d "tests/$argument.Tests" ] || { echo "test.sh: there is no tests/$argument.Tests" >&2; exit 2; }
      chosen+=("tests/$argument.Tests") ;;
  esac
done
projects=(tests/*.Tests)
[ ${#chosen[@]} = 0 ] || projects=("${chosen[@]}")

hang_limit=5m      # one test may be silent for that long
project_limit=15m  # and one project may take that long
results=$PWD/artifacts/tests
scratch=$(mktemp -d /tmp/bot3-test-run.XXXXXX)
chmod 711 "$scratch"   # the servers run as users of their own and must get through
mkdir -m 1777 "$scratch/tmp"
host=
running=

# Servers that a killed test left behind: each wrote its process id below our own scratch folder, and leads a session of its own.
end_leftovers() {
  local file id fields
  while read -r file; do
    id=$(cat "$file" 2>/dev/null || true)
    [[ $id =~ ^[0-9]+$ ]] && [ -r "/proc/$id/stat" ] || continue
    fields=($(sed 's/.*) //' "/proc/$id/stat"))   # state, parent, group, session
    [ "${fields[3]:-}" = "$id" ] || continue
    echo "test.sh: ending ${file##*/} ($id), left behind by a test" >&2
    kill -KILL -- "-$id" || true
  done < <(find "$scratch/tmp" -maxdepth 4 \( -name postgres.pid -o -name rabbitmq.pid -o -name epmd.pid \) 2>/dev/null)
}

finish() {
  local code=$?
  trap - EXIT
  trap '' INT TERM HUP
  if [ -n "$running" ]; then
    kill -TERM "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
  fi
  if [ -n "$host" ]; then
    exec 9>&-
    kill -TERM "$host" 2>/dev/null || true
    wait "$host" 2>/dev/null || true
  fi
  end_leftovers
  rm -rf "$scratch"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

step() { echo; echo "== $*"; }

own_servers=
[ -n "$fast" ] || [ "${BOT3_TEST_SERVICES:-}" = docker ] || [ -n "${BOT3_TEST_POSTGRES:-}" ] || own_servers=1

. eng/install.sh
need dotnet "the .NET SDK of global.json" ""
need python3 "python3" python3
if [ -n "$own_servers" ]; then
  need_file /usr/lib/rabbitmq/bin/rabbitmq-server RabbitMQ rabbitmq-server rabbitmq-server
  need_file '/usr/lib/postgresql/*/bin/initdb' Postgres initdb postgresql
fi
if [ -z "$fast" ]; then
  need node "Node.js 18 or later" nodejs
  need npm npm npm
fi
python3_with_pika >/dev/null || need_file /nowhere "pika for Python" "" python3-pika
install_missing
[ -z "$own_servers" ] || need_user postgres
BOT3_TEST_PYTHON=$(python3_with_pika)
export BOT3_TEST_PYTHON

rm -rf "$results"
step restore and build
dotnet restore --nologo -v quiet -nodeReuse:false
dotnet build -c Release --no-restore --nologo -v quiet -nodeReuse:false -m:2 -clp:NoSummary

if [ -z "$fast" ]; then
  step clients that judge the simulator
  npm ci --prefix tests/clients --no-audit --no-fund --loglevel error
fi

if [ -n "$fast" ]; then
  export BOT3_TEST_SERVICES=none
else
  export BOT3_TEST_REQUIRE_SERVICES=1
fi
if [ -n "$own_servers" ]; then
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
elif [ "${BOT3_TEST_SERVICES:-}" = docker ]; then
  docker info >/dev/null 2>&1 || { echo "test.sh: BOT3_TEST_SERVICES=docker, but no Docker engine answers" >&2; exit 1; }
  # Testcontainers asks for a newer API than an older engine knows.
  export DOCKER_API_VERSION=${DOCKER_API_VERSION:-$(docker version --format '{{.Server.APIVersion}}')}
fi

mkdir -p "$results"
failed=0
for project in "${projects[@]}"; do
  name=$(basename "$project")
  mkdir "$results/$name"
  step "$name"
  TMPDIR=$scratch/tmp timeout --kill-after=20s "$project_limit" \
    dotnet test "$project" -c Release --no-build --nologo --settings tests/coverage.runsettings \
    --collect "XPlat Code Coverage" --blame-hang-timeout "$hang_limit" --blame-hang-dump-type none \
    --logger "trx;LogFileName=$name.trx" --results-directory "$results/$name" \
    ${BOT3_TEST_FILTER:+--filter "$BOT3_TEST_FILTER"} 9>&- &
  running=$!
  code=0
  wait "$running" || code=$?
  running=
  if [ "$code" = 124 ]; then echo "$name: took longer than $project_limit"; fi
  if [ "$code" != 0 ]; then failed=1; echo "$name: red"; fi
done

step coverage
bar=
[ -z "$fast${chosen[*]:-}${BOT3_TEST_FILTER:-}" ] || bar=--no-bar
python3 eng/summary.py "$results" $bar || failed=1
exit "$failed"
