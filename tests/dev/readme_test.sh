#!/usr/bin/env bash
# Runs the walk-through of README.md, line by line as it stands there, and expects a verified signature at its end.
# usage: readme_test.sh README HOOKLINED
set -euo pipefail

readme=$1
hooklined=$(realpath "$2")
folder=$(mktemp -d)
shell=0

finish() {
  # The block's own background programs are in the process group of the shell that ran it.
  local pid pids=()
  if ((shell != 0)); then
    mapfile -t pids < <(pgrep -g "$shell")
    for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do timeout 15 tail --pid="$pid" -f /dev/null || true; done
  fi
  rm -rf "$folder"
}
trap finish EXIT

# A port that was free a moment ago; the walk-through has to name its ports before anything listens.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

sed -n '/^<!-- first-event -->$/,/^<!-- \/first-event -->$/p' "$readme" | sed '/^<!--/d; /^```/d' >"$folder/walk.sh"
[[ -s $folder/walk.sh ]] || { echo "$readme has no block between the first-event markers." >&2; exit 1; }

# The block finds the program in build/dev/bin of the folder it runs in.
mkdir -p "$folder/tree/build/dev/bin"
ln -s "$hooklined" "$folder/tree/build/dev/bin/hooklined"
HOOKLINE_PORT=$(free_port) HOOKLINE_RECEIVER_PORT=$(free_port) HOOKLINE_FOLDER="$folder/data of mine"
export HOOKLINE_PORT HOOKLINE_RECEIVER_PORT HOOKLINE_FOLDER

cd "$folder/tree"
set -m
bash -e "$folder/walk.sh" >"$folder/out" 2>"$folder/err" &
shell=$!
set +m
code=0
wait "$shell" || code=$?

cat "$folder/out"
if ((code != 0)); then
  echo "The walk-through stopped with exit code $code:" >&2
  cat "$folder/err" >&2
  exit 1
fi
last=$(tail -n 1 "$folder/out")
[[ $(jq -r '.event + " " + .signature' <<<"$last") == "lead.captured verified" ]] || {
  echo "The last line is no verified lead.captured: $last" >&2
  exit 1
}
