#!/usr/bin/env bash
# Orders through the connector at heavy faults, several seeds side by side: eng/soak.sh SEEDS ORDERS-OF-EACH [AT-A-TIME]
# Every seed is judged by itself (tests/ExchangeWorker.Tests/Soak); the table is left in artifacts/soak.md.
set -euo pipefail
cd "$(dirname "$0")/.."
[[ ${1:-} =~ ^[1-9][0-9]*$ && ${2:-} =~ ^[1-9][0-9]*$ && ${3:-8} =~ ^[1-9][0-9]*$ ]] \
  || { echo "usage: eng/soak.sh SEEDS ORDERS-OF-EACH [AT-A-TIME]" >&2; exit 2; }
seeds=$1 orders=$2 side_by_side=${3:-8}

dotnet build tests/ExchangeWorker.Tests -c Release --nologo -v quiet -nodeReuse:false -clp:NoSummary
rm -rf artifacts/soak artifacts/soak.md
mkdir -p artifacts/soak
one() {
  BOT3_TEST_SERVICES=none BOT3_SOAK_SEEDS=$1 BOT3_SOAK_ORDERS=$orders dotnet test tests/ExchangeWorker.Tests -c Release --no-build --nologo \
    --filter FullyQualifiedName~ConnectorSoakTests > "artifacts/soak/seed-$1.log" 2>&1 || { echo "seed $1: failed (artifacts/soak/seed-$1.log)"; return 1; }
}
export -f one
export orders
code=0
started=$SECONDS
seq "$seeds" | xargs -P "$side_by_side" -I{} bash -c 'one {}' || code=1
{
  echo "| Seed | Orders | Attempts | At the venue | Fills | In doubt | Proven absent |"
  echo "|---|---|---|---|---|---|---|"
  find artifacts/soak -name 'seed-*.txt' | sort -V | xargs -r cat
} > artifacts/soak.md
cat artifacts/soak.md
passed=$(find artifacts/soak -name 'seed-*.txt' | wc -l)
echo "$passed of $seeds seeds right, $((passed * orders)) orders in $((SECONDS - started)) s"
[ "$passed" = "$seeds" ] || code=1
exit "$code"
