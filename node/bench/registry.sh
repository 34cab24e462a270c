#!/usr/bin/env bash
# Measures the node's registry beside CNCF Distribution and, for Maven, nginx serving the same files (and NORA, if NORA names its program): the same load on each in turn.
# Usage: node/bench/registry.sh [SECONDS [BYTES]]; needs wrk, go and, for Maven, nginx. Figures go to target/bench/registry.json.
# DISTRIBUTION names the peer's program; PYRSIA_BENCH_PATH may name a file with the bench's class path and DRIVER the built driver, so that nothing is built.
set -euo pipefail
seconds=${1:-3} bytes=${2:-268435456}
cd "$(dirname "$0")/../.."
PATH=$PATH:/usr/sbin
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
mkdir -p target/bench
json=target/bench/registry.json
printf '{"seconds":%s,"bytes":%s' "$seconds" "$bytes" > "$json"
# $1 what, $2 figures as the members of a JSON object
say() { echo "$1: $2"; printf ',\n"%s":{%s}' "$1" "$2" >> "$json"; }
# $1 name, $2 file descriptor, $3 upstream or nothing; leaves the address in $url
node() {
  mkdir -p "$work/$1"; mkfifo "$work/$1/in"
  "$java" -Xmx160m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${NODE_OPTIONS:-} \
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
resident() { awk '/^VmRSS/{r=$2} /^VmHWM/{h=$2} END{printf "\"resident_mib\":%d,\"peak_mib\":%d", r/1024, h/1024}' "/proc/$1/status"; }
# $1 connections, $2 address; requests a second
ask() {
  wrk -t1 -c"$1" -d"${3:-$seconds}s" --latency -H 'Accept: application/vnd.oci.image.manifest.v1+json' "$2" | awk '
    function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
    /50%/{m=ms($2)} /99%/{p=ms($2)} /Requests\/sec/{r=$2} /Non-2xx/{e=$NF} END{printf "\"per_second\":%.0f,\"p50_ms\":%.2f,\"p99_ms\":%.2f,\"failed\":%d", r, m, p, e}'
}
manifests() { ask "$1" "$2/v2/lib/image/manifests/$3" "${4:-$seconds}"; }
# $1 name, $2 address, $3 pid; pushes and measures; leaves digests
own() {
  read -r manifest layer secs < <("$drive" push "$2" "$token" "$bytes")
  say "$1 push" "\"seconds\":$secs"
  manifests 16 "$2" 1 5 > "$work/warm"
  for c in 1 16 64; do say "$1 manifests by tag, $c connections" "$(manifests $c "$2" 1)"; done
  say "$1 manifests by digest, 16 connections" "$(manifests 16 "$2" "$manifest")"
  for c in 1 8; do say "$1 blob, $c connections" "$("$drive" blobs "$2" "$layer" $c 16)"; done
  say "$1 memory" "$(resident "$3")"
}
# $1 name, $2 address, $3 pid
through() {
  # as clients do: the ping and the manifest come before the layer
  curl -fsS -o "$work/up" "$2/v2/"; sleep 1
  say "$1 cold manifest" "\"ms\":$(curl -fsS -o "$work/up" -w '%{time_total}' -H 'Accept: application/vnd.oci.image.manifest.v1+json' "$2/v2/lib/image/manifests/1" | awk '{printf "%.1f", $1 * 1000}')"
  say "$1 cold" "$("$drive" blobs "$2" "$layer" 1 1)"
  say "$1 warm" "$("$drive" blobs "$2" "$layer" 1 1)"
  manifests 16 "$2" 1 2 > "$work/warm"
  say "$1 warm manifests by tag, 16 connections" "$(manifests 16 "$2" 1)"
  say "$1 memory" "$(resident "$3")"
}
pom=local/lib/1.0/lib-1.0.pom
# $1 name, $2 address, $3 pid
poms() {
  ask 16 "$2/$pom" 5 > "$work/warm"
  for c in 16 64; do say "$1 POMs, $c connections" "$(ask $c "$2/$pom")"; done
  say "$1 memory after POMs" "$(resident "$3")"
}
mkdir -p "$work/static/maven2/${pom%/*}"
{ printf '<project><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>lib</artifactId><version>1.0</version><description>'
  head -c 1900 /dev/zero | tr '\0' 'x'; printf '</description></project>'; } > "$work/static/maven2/$pom"
node own 3; own pyrsia "$url" "$pid"
curl -fsS -o /dev/null -u "me:$token" -T "$work/static/maven2/$pom" "$url/maven2/$pom"
poms pyrsia "$url/maven2" "$pid"; kill "$pid"
port=26500
if command -v nginx > /dev/null; then
  cat > "$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; worker_processes auto; error_log $work/nginx.log crit;
events { worker_connections 1024; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path $work/tmp; proxy_temp_path $work/tmp; fastcgi_temp_path $work/tmp; uwsgi_temp_path $work/tmp; scgi_temp_path $work/tmp;
  server { listen 127.0.0.1:$((port + 2)); root $work/static; } }
C
  chmod 755 "$work"
  nginx -e "$work/nginx.log" -p "$work" -c "$work/nginx.conf" & pid=$!; pids+=("$pid")
  until curl -fs -o "$work/up" "http://127.0.0.1:$((port + 2))/maven2/$pom"; do kill -0 "$pid"; sleep 0.1; done
  poms nginx "http://127.0.0.1:$((port + 2))/maven2" "$pid"; kill "$pid"
fi
if [ -n "${NORA:-}" ]; then
  env NORA_HOST=127.0.0.1 NORA_PORT=$((port + 3)) NORA_STORAGE_PATH="$work/nora" NORA_RATE_LIMIT_ENABLED=false NORA_REGISTRIES_ENABLE=maven \
    RUST_LOG=error sh -c 'cd "$1" && exec "$2" serve' sh "$work" "$NORA" > "$work/nora.log" 2>&1 & pid=$!; pids+=("$pid")
  until curl -fs -o "$work/up" "http://127.0.0.1:$((port + 3))/health"; do kill -0 "$pid"; sleep 0.1; done
  curl -fsS -o /dev/null -T "$work/static/maven2/$pom" "http://127.0.0.1:$((port + 3))/maven2/$pom"
  poms nora "http://127.0.0.1:$((port + 3))/maven2" "$pid"; kill "$pid"
fi
distribution peer $port; own distribution "$url" "$pid"; upstream=$url
distribution proxy $((port + 1)) "$upstream"; through "distribution through" "$url" "$pid"
node proxy 4 "$upstream"; through "pyrsia through" "$url" "$pid"
printf '}\n' >> "$json"
