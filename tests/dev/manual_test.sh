#!/usr/bin/env bash
# Runs every example of a page of the manual, in their order as they stand there, against a daemon of its own; each curl must be answered
# with success. usage: manual_test.sh PAGE HOOKLINED
set -euo pipefail

page=$(realpath "$1")
hooklined=$(realpath "$2")
folder=$(mktemp -d)
daemon=0

finish() {
  if ((daemon != 0)); then
    kill -TERM "$daemon" 2>/dev/null || true
    wait "$daemon" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap finish EXIT

sed -n '/^```bash$/,/^```$/p' "$page" | sed '/^```/d' >"$folder/examples.sh"
inside=$(grep -c '^curl ' "$folder/examples.sh" || true)
all=$(grep -c '^ *curl ' "$page" || true)
((inside > 0 && inside == all)) || { echo "$page: $all lines with curl, $inside of them in a bash block." >&2; exit 1; }

mkfifo "$folder/said"
"$hooklined" serve --listen 127.0.0.1:0 --data-dir "$folder/data" --master-key-file "$folder/key" >"$folder/said" 2>"$folder/log" &
daemon=$!
read -r line <"$folder/said"
URL=${line##* }
TOKEN=$(cat "$folder/data/admin.token")
export URL TOKEN

# As a person types them, but for success being looked at and counted.
cat >"$folder/run.sh" <<'RUN'
set -euo pipefail
curl() {
  echo one more >>calls
  command curl --silent --show-error --fail-with-body --write-out '\n' "$@"
}
RUN
cat "$folder/examples.sh" >>"$folder/run.sh"
cd "$folder"
if ! bash run.sh >out 2>err; then
  echo "After $(wc -l <calls) examples one failed:" >&2
  tail -n 3 out >&2
  cat err >&2
  exit 1
fi
ran=$(wc -l <calls)
echo "$ran examples of $(basename "$page") were answered with success."
((ran == all)) || { echo "Only $ran of $all were run." >&2; exit 1; }
