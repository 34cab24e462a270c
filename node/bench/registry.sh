#!/usr/bin/env bash
# Measures the node's registry beside CNCF Distribution, the same load on both in turn. Usage: node/bench/registry.sh [SECONDS [BYTES]]
# DISTRIBUTION names the peer's program; PYRSIA_BENCH_PATH may name a file with the bench's class path and DRIVER the built driver, so that nothing is built.
set -euo pipefail
seconds=${1:-3} bytes=${2:-268435456}
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
pids=()
finish() { exec 3>&- 4>&-; [ ${#pids[@]} = 0 ] || kill "${pids[@]}" 2>/dev/null || true; wait || true; rm -rf "$work"; }
trap finish EXIT
path=${PYRSIA_BENCH_PATH:-$work/path}
[ -n "${PYRSIA_BENCH_PATH:-}" ] || { ./mvnw -q -B -pl node/bench -am -DskipTests package dependency:build-classpath \
  -Dmdep.outputFile="$work/jars" -Dmdep.includeScope=runtime; echo "node/bench/target/classes:$(cat "$work/jars")" > "$path"; }
drive=${DRIVER:-$work/drive}
[ -n "${DRIVER:-}" ] || go build -C node/bench/src/main/go/registry -buildvcs=false -o "$drive" .
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
token=$(printf '0123456789abcdef%.0s' 1 2 3 4)
# $1 name, $2 file descriptor, $3 upstream or nothing; leaves the address in $url
node() {
  mkdir -p "$work/$1"; mkfifo "$work/$1/in"
  "$java" -Xmx160m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$(cat "$path")" io.pyrsia.bench.registry.RegistryServer "$work/$1" 0 ${3:-} < "$work/$1/in" > "$work/$1/out" 2>"$work/$1/err" &
  pid=$!; pids+=("$pid")
  eval "exec $2>\"$work/$1/in\""
  until [ -s "$work/$1/out" ]; do kill -0 "$pid"; sleep 0.1; done
  url=http://127.0.0.1:$(cat "$work/$1/out")
}
# $1 name, $2 port, $3 upstream or nothing
distribution() {
  printf 'version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: %s\n  cache:\n    blobdescriptor: inmemory\nhttp:\n  addr: 127.0.0.1:%s\n' "$work/$1" "$2" > "$work/$1.yml"
  [ -z "${3:-}" ] || printf 'proxy:\n  remoteurl: %s\n' "$3" >> "$work/$1.yml"
  OTEL_TRACES_EXPORTER=none "$DISTRIBUTION" serve "$work/$1.yml" > "$work/$1.log" 2>&1 &
  pid=$!; pids+=("$pid"); url=http://127.0.0.1:$2
  until curl -s -o "$work/up" "$url/v2/"; do kill -0 "$pid"; sleep 0.1; done
}
resident() { awk '/^VmRSS/{r=$2} /^VmHWM/{h=$2} END{print int(r/1024)" MiB resident, at most "int(h/1024)}' "/proc/$1/status"; }
# $1 name, $2 address, $3 pid; pushes and measures; leaves digests
own() {
  read -r manifest layer secs < <("$drive" push "$2" "$token" "$bytes")
  echo "$1 push: $secs s"
  "$drive" manifests "$2" 1 16 "$seconds" > "$work/warm"
  for c in 1 16 64; do echo "$1 manifests by tag, $c connections: $("$drive" manifests "$2" 1 $c "$seconds")"; done
  echo "$1 manifests by digest, 16 connections: $("$drive" manifests "$2" "$manifest" 16 "$seconds")"
  for c in 1 8; do echo "$1 blob, $c connections: $("$drive" blobs "$2" "$layer" $c 16)"; done
  echo "$1: $(resident "$3")"
}
# $1 name, $2 address, $3 pid
through() {
  echo "$1 cold: $("$drive" blobs "$2" "$layer" 1 1)"
  echo "$1 warm: $("$drive" blobs "$2" "$layer" 1 1)"
  "$drive" manifests "$2" 1 16 1 > "$work/warm"
  echo "$1 warm manifests by tag, 16 connections: $("$drive" manifests "$2" 1 16 "$seconds")"
  echo "$1: $(resident "$3")"
}
node own 3; own pyrsia "$url" "$pid"; kill "$pid"
port=26500
distribution peer $port; own distribution "$url" "$pid"; upstream=$url
distribution proxy $((port + 1)) "$upstream"; through "distribution through" "$url" "$pid"
node proxy 4 "$upstream"; through "pyrsia through" "$url" "$pid"
