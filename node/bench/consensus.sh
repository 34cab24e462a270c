#!/usr/bin/env bash
# Measures four authorities beside four CometBFT validators, in turns, each round in one run of about two minutes. Needs go, and a machine at rest.
# Usage: node/bench/consensus.sh [ROUNDS]; figures as JSON in target/bench, one file a round. Ratios say more than single figures.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3} out=$PWD/target/bench
mkdir -p "$out/programs"
./mvnw -q -B -pl node/bench -am -DskipTests package dependency:build-classpath -Dmdep.outputFile="$out/path" -Dmdep.includeScope=runtime
go build -C node/bench/src/main/cometbft -buildvcs=false -o "$out/programs/drive" .
go build -C node/bench/src/main/cometbft -buildvcs=false -o "$out/programs/cometbft" github.com/cometbft/cometbft/cmd/cometbft
for round in $(seq "$rounds"); do
  "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:+UseSerialGC -cp "node/bench/target/classes:$(cat "$out/path")" \
    io.pyrsia.bench.consensus.ConsensusBench "$out/consensus-$round.json" "$out/programs"
done
