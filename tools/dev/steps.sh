# shellcheck shell=bash
# Steps that say their name and how long they took. Sourced by ./dev and by what it calls.

now_ms() {
  local now=$EPOCHREALTIME
  local fraction=${now#*[.,]}
  printf '%s\n' $((${now%[.,]*} * 1000 + 10#${fraction:0:3}))
}

seconds() { # milliseconds -> "12.3 s"
  printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100))
}

say() { printf '%s\n' "$*"; }

complain() { printf '%s\n' "$*" >&2; }

# step <title> <command…>: runs it, says how it ended, and hands on its exit code.
step() {
  local title=$1 code=0 started
  shift
  started=$(now_ms)
  say "==> $title"
  "$@" || code=$?
  if ((code == 0)); then
    say "    $title: $(seconds $(($(now_ms) - started)))"
  else
    complain "    $title: failed after $(seconds $(($(now_ms) - started))) (exit $code)"
  fi
  return "$code"
}
