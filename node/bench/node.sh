#!/usr/bin/env bash
# Starts whole nodes from the distribution and prints, as medians of ROUNDS: the time to HTTP and to the first block of a
# new network, the resident memory of idle nodes, and the time of the command line.
# Usage: node/bench/node.sh [ROUNDS] [DISTRIBUTION]
set -euo pipefail
rounds=${1:-5}
pyrsia=${2:-$(dirname "$0")/../dist/target/pyrsia}/bin/pyrsia
folder=$(mktemp -d)
export PYRSIA_DATA="$folder/network" HOME="$folder"
port=$((20000 + $$ % 1000 * 10))
trap '"$pyrsia" down >/dev/null 2>&1 || true; rm -rf "$folder"' EXIT

now() { date +%s%N; }
since() { echo $((($(now) - $1) / 1000000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) " (" v[1] "-" v[NR] ")" }'; }
resident() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$1/status"; }

"$pyrsia" --version >/dev/null
for ((i = 0; i < rounds; i++)); do
    rm -rf "$PYRSIA_DATA"
    began=$(now)
    "$pyrsia" up --http-port "$port" >"$folder/up" 2>&1 || { cat "$folder/up"; exit 1; }
    since "$began" >>"$folder/first-block"
    sleep 10 # idle: what starting allocated is collected
    total=0
    for node in "$PYRSIA_DATA"/nodes/*/; do
        mib=$(resident "$(cat "$node/node.lock")")
        total=$((total + mib))
        [[ $node == */regular/ ]] && echo "$mib" >>"$folder/regular"
    done
    echo "$total" >>"$folder/five"
    began=$(now)
    "$pyrsia" status --node "http://127.0.0.1:$port" >/dev/null
    since "$began" >>"$folder/status"
    "$pyrsia" down >/dev/null 2>&1
    began=$(now)
    "$pyrsia" node --config "$PYRSIA_DATA/nodes/regular/node.conf" >/dev/null 2>&1 &
    node=$!
    # Without a process for each try: that would take one of the cores.
    until { : <"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null; do sleep 0.01; done
    curl -sf "http://127.0.0.1:$port/health/live" >/dev/null
    since "$began" >>"$folder/http"
    kill "$node"
    wait "$node" || true
    began=$(now)
    "$pyrsia" --version >/dev/null
    since "$began" >>"$folder/version"
done
echo "HTTP up after start, ms:                    $(median <"$folder/http")"
echo "'up' until the first block is seen, ms:     $(median <"$folder/first-block")"
echo "idle regular node resident, MiB:            $(median <"$folder/regular")"
echo "five idle nodes resident together, MiB:     $(median <"$folder/five")"
echo "pyrsia --version, ms:                       $(median <"$folder/version")"
echo "pyrsia status, ms:                          $(median <"$folder/status")"
