#!/usr/bin/env bash
# Has systemd judge the unit of the daemon: whether it reads it without a complaint, and how much it leaves open to it.
# usage: service_test.sh UNIT HOOKLINED   (77: there is no systemd-analyze here)
set -euo pipefail

unit=$1
hooklined=$(realpath "$2")
if ! command -v systemd-analyze >/dev/null; then
  echo "skipped: systemd-analyze is not installed"
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# The program is not installed where the unit expects it.
sed "s#^ExecStart=/usr/bin/hooklined #ExecStart=$hooklined #" "$unit" >"$folder/hooklined.service"
if ! grep -q "^ExecStart=$hooklined serve " "$folder/hooklined.service"; then
  echo "the unit does not start /usr/bin/hooklined serve"
  exit 1
fi
# Settings that it does not know are told on stderr while the exit code is 0. What it says about units of this machine is not about ours.
complaints=$(systemd-analyze verify --man=no "$folder/hooklined.service" 2>&1 | grep -F "hooklined.service" || true)
if [[ -n $complaints ]]; then
  echo "$complaints"
  exit 1
fi
# 0 is closed, 10 open; 15 stands for 1.5.
systemd-analyze security --offline=true --threshold=15 --no-pager "$folder/hooklined.service" | tail -n 1
# Its options are those of this version: an unknown one is wrong usage (2) at once.
for option in $(grep '^ExecStart=' "$unit" | grep -o -e '--[a-z-]*'); do
  "$hooklined" serve --help | grep -q -e "$option " || {
    echo "hooklined serve does not know $option"
    exit 1
  }
done
