#!/usr/bin/env bash
# Measures sandboxes beside the bare command, and comparisons of jars of 100 MiB; needs `./mvnw package` before.
# Usage: node/bench/builder.sh [ROUNDS] [DISTRIBUTION]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
distribution=${2:-$here/../dist/target/pyrsia}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$here/../../target/bench"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx768m -XX:+UseSerialGC -cp "$here/target/classes:$distribution/lib/*" \
    io.pyrsia.bench.builder.BuilderBench "${1:-31}" "$folder" "$here/../../target/bench/builder.json"
