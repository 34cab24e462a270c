#!/usr/bin/env bash
# Measures the log over HTTP. Usage: node/bench/tiles.sh FOLDER [CONNECTIONS [SECONDS]], the folder of a LogBench that ran.
# PYRSIA_BENCH_PATH may name a file with the bench's class path, so that nothing is built.
set -euo pipefail
folder=$(realpath "$1") connections=${2:-64} seconds=${3:-15}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
path=${PYRSIA_BENCH_PATH:-$work/path}
[ -n "${PYRSIA_BENCH_PATH:-}" ] || ./mvnw -q -B -pl node/bench -am -DskipTests package dependency:build-classpath \
  -Dmdep.outputFile="$path" -Dmdep.includeScope=runtime
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
go build -C node/bench/src/main/go/tiles -buildvcs=false -o "$work/tiles" .
mkfifo "$work/in"
"$java" -Xmx96m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -cp "node/bench/target/classes:$(cat "$path")" io.pyrsia.bench.log.TileServer "$folder" < "$work/in" > "$work/out" &
exec 3> "$work/in"
until [ -s "$work/out" ]; do kill -0 $! && sleep 0.1; done
read -r port size < "$work/out"
"$work/tiles" "127.0.0.1:$port" "$size" "$connections" "$seconds"
exec 3>&-
wait
tail -n +2 "$work/out"
