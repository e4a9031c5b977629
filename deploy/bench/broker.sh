# shellcheck shell=bash disable=SC2154
# Sourced by the scripts beside it: a broker and a registry in a process of their own, on a new data directory.
# Takes $root; sets $data, $kafka and $registry; stops the broker and deletes the directory when the script ends.

start_broker() { # OPTIONS OF ikewatch bench broker
  data=$(mktemp -d)
  kafka=127.0.0.1:${KAFKA_PORT:-6092}
  registry=http://127.0.0.1:${REGISTRY_PORT:-6081}
  IKEWATCH_JAVA_OPTS="-Xmx512m" "$root/deploy/bin/ikewatch" bench broker --data "$data" \
    --kafka-port "${kafka##*:}" --registry-port "${registry##*:}" "$@" >"$data/broker.log" 2>&1 &
  broker=$!
  trap 'kill "$broker" 2>/dev/null || true; wait "$broker" 2>/dev/null || true; rm -rf "$data"' EXIT
  until grep -q '^ready' "$data/broker.log" 2>/dev/null; do
    kill -0 "$broker" 2>/dev/null || { cat "$data/broker.log" >&2; exit 3; }
    sleep 0.2
  done
}
