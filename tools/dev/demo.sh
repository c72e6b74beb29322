#!/usr/bin/env bash
# The desktop app on a machine without a display: its demo on a virtual one, what happened in it, and pictures of every page.
# usage: demo.sh BIN PICTURES
set -euo pipefail

readonly bin=$1 pictures=$2

rm -rf "$pictures"
xvfb-run --auto-servernum --server-args='-screen 0 1360x860x24' "$bin/hookline" --demo --tour "$pictures"
cat <<TEXT

Pictures of every page, light and dark, are in $pictures.
With a display, ./dev run opens the app itself. A daemon that stays, with its data:

  $bin/hooklined serve --data-dir ~/hookline --allow-private

TEXT
