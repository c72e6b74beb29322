#!/usr/bin/env bash
# Brings translations/*.ts up to date with the sources; needs a tree that ./dev build made. With --check: says whether they are, and
# changes nothing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

lupdate=$(command -v /usr/lib/qt6/bin/lupdate || command -v lupdate)
# Where rooms' headers are found: without them it cannot tell which class a text belongs to.
doors=()
for door in build/dev/doors/*/; do doors+=(-I "$door"); done
update() { "$lupdate" -silent -no-obsolete -locations none "${doors[@]}" ui app/hookline -ts "$1" 2>/dev/null; }

for file in translations/*.ts; do
  if [[ ${1:-} != --check ]]; then
    update "$file"
    continue
  fi
  copy=$(mktemp --suffix=.ts)
  cp "$file" "$copy"
  update "$copy"
  if ! cmp -s "$file" "$copy"; then
    echo "$file lacks texts of the sources; run tools/dev/texts.sh and commit it." >&2
    diff "$file" "$copy" | head -20 >&2
    rm -f "$copy"
    exit 1
  fi
  rm -f "$copy"
done
