#!/usr/bin/env bash
# One event of every type, from curl through a daemon to a receiver that checks its signature.
# usage: first_event.sh HOOKLINED FOLDER. On a terminal both keep running until Ctrl-C. Everything it writes is in a new folder
# inside FOLDER, which goes away at the end.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
hooklined=$1
mkdir -p "$2"
folder=$(mktemp -d "$2/first-event.XXXXXX")
readonly here hooklined folder PATIENCE_SECONDS=30
pids=()

finish() {
  local pid
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$folder"
}
trap finish EXIT
trap 'exit 0' INT TERM

fail() {
  printf '%s\n' "$1" >&2
  [[ ! -s $folder/daemon.log ]] || { printf 'The daemon said last:\n' && tail -n 5 "$folder/daemon.log"; } >&2
  exit 1
}

# start NAME ARGUMENTS…: its stdout can be read from file descriptor `out`, its log is NAME.log, its address `url`.
start() {
  local name=$1 line=""
  shift
  mkfifo "$folder/$name.out"
  "$hooklined" "$@" >"$folder/$name.out" 2>"$folder/$name.log" &
  pids+=($!)
  exec {out}<"$folder/$name.out"
  IFS= read -r -t "$PATIENCE_SECONDS" -u "$out" line || true
  url=$(grep -oE 'https?://[^ ]+' <<<"$line") ||
    fail "hooklined $1 did not say where it listens. $(tail -n 3 "$folder/$name.log")"
}

call() { # call PATH JSON: posts it; the body of the answer on stdout, also of a refusal.
  curl --silent --show-error --fail-with-body --max-time 10 --noproxy '*' -H "@$folder/headers" -d "$2" "$daemon_url$1"
}

start_both() {
  secret=whsec_$(head -c 32 /dev/urandom | base64)
  start receiver receive --listen 127.0.0.1:0 --secret "$secret"
  receiver=$out receiver_url=$url
  start daemon serve --listen 127.0.0.1:0 --data-dir "$folder/data" --token-file "$folder/admin.token" --allow-private
  daemon_url=$url
  printf 'Content-Type: application/json\nAuthorization: Bearer %s\n' "$(<"$folder/admin.token")" >"$folder/headers"
}

make_webhook() {
  local webhook answer
  webhook=$(jq -cn --arg url "$receiver_url/hooks" --arg secret "$secret" \
    '{name: "First receiver", chatbotId: "*", url: $url, secret: $secret, events: ["*"], test: true}')
  answer=$(call /api/webhooks "$webhook") || fail "The webhook was refused: $answer"
}

post_events() {
  local event answer
  posted=0
  while IFS= read -r event; do
    answer=$(call /api/events "$event") || fail "The event $(jq -r .type <<<"$event") was refused: $answer"
    posted=$((posted + 1))
  done <"$here/events.jsonl"
}

show() { # one line of the receiver as a row of the table
  jq -r '[.event, .signature, .attempt, .delivery, (.body | tostring)] | @tsv' <<<"$1" |
    while IFS=$'\t' read -r event signature attempt delivery body; do
      printf '%-22s %-12s %7s  %-18s %.70s\n' "$event" "$signature" "$attempt" "$delivery" "$body"
    done
}

await_arrivals() {
  local line deadline=$((SECONDS + PATIENCE_SECONDS))
  local -A arrived=()
  printf '%-22s %-12s %7s  %-18s %s\n' event signature attempt delivery body
  while ((${#arrived[@]} < posted)); do
    if ((SECONDS >= deadline)) || ! IFS= read -r -t "$PATIENCE_SECONDS" -u "$receiver" line; then
      fail "Only ${#arrived[@]} of $posted events arrived within $PATIENCE_SECONDS s."
    fi
    show "$line"
    [[ $(jq -r .signature <<<"$line") == verified ]] || fail "The signature of $(jq -r .event <<<"$line") is not verified."
    arrived[$(jq -r .event <<<"$line")]=1
  done
  printf '%d events posted, %d arrived, every signature verified.\n' "$posted" "${#arrived[@]}"
}

keep_running() {
  local line
  cat <<TEXT

The daemon listens on $daemon_url, its admin token is in $folder/admin.token. Another event, from another terminal:

  curl -H "Authorization: Bearer \$(cat '$folder/admin.token')" -H 'Content-Type: application/json' \\
    -d '{"type":"feedback.received","chatbotId":"shop-assistant","data":{"rating":5}}' $daemon_url/api/events

What arrives is shown here. Ctrl-C stops both and forgets everything. A daemon that stays, with its data:

  $hooklined serve --data-dir ~/hookline --allow-private

TEXT
  while IFS= read -r -u "$receiver" line; do show "$line"; done
}

start_both
make_webhook
post_events
await_arrivals
[[ ! -t 1 ]] || keep_running
