#!/usr/bin/env bash
# Starts a network from the distribution and prints how long one transaction takes through the admin API until it is final.
# Needs `./mvnw package` before. Usage: node/bench/submit.sh [TRANSACTIONS] [DISTRIBUTION]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
distribution=${2:-$here/../dist/target/pyrsia}
folder=$(mktemp -d)
trap '"$distribution/bin/pyrsia" down --data "$folder/network" >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -cp "$here/target/classes:$distribution/lib/*" io.pyrsia.bench.ledger.SubmitBench \
    "$distribution/bin/pyrsia" "$folder/network" $((20000 + $$ % 1000 * 10)) "${1:-5000}"
