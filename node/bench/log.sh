#!/usr/bin/env bash
# Measures the log on disk beside Tessera's POSIX driver, in turns in one run. Usage: node/bench/log.sh [ENTRIES [ROUNDS]]
# PYRSIA_BENCH_PATH may name a file with the bench's class path, so that nothing is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
entries=${1:-2000000} rounds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
path=${PYRSIA_BENCH_PATH:-$work/path}
[ -n "${PYRSIA_BENCH_PATH:-}" ] || ./mvnw -q -B -pl node/bench -am -DskipTests package dependency:build-classpath \
  -Dmdep.outputFile="$path" -Dmdep.includeScope=runtime
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
go build -C node/bench/src/main/go/tlog -buildvcs=false -o "$work/tlog" .
for round in $(seq "$rounds"); do
  echo "== round $round"
  mkdir "$work/$round"
  "$java" -Xmx96m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "node/bench/target/classes:$(cat "$path")" io.pyrsia.bench.log.LogBench "$work/$round" "$entries"
  "$work/tlog" "$work/$round" 15 2>/dev/null
  rm -rf "${work:?}/$round"
done
