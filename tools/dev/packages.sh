# shellcheck shell=bash
# What Hookline needs from Debian 12 or Ubuntu 24.04, by what is to be done with it. Sourced by ./dev.

readonly BUILD_PACKAGES=(clang g++ cmake ninja-build ccache lld
  libboost-dev libcurl4-openssl-dev libssl-dev libsqlite3-dev libre2-dev libkainjow-mustache-dev nlohmann-json3-dev libspdlog-dev libcli11-dev libexpected-dev)
readonly UI_PACKAGES=(qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qtkeychain-qt6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libgl-dev
  xvfb xauth fonts-inter fonts-jetbrains-mono fonts-noto-color-emoji)
readonly TEST_PACKAGES=(libgtest-dev libgmock-dev libvalijson-dev dbus-daemon gnome-keyring curl jq procps strace libfaketime python3)
readonly LINT_PACKAGES=(clang clang-format clang-tidy git python3)
readonly SANITIZE_PACKAGES=(clang libclang-rt-dev llvm)

missing_packages() {
  local package
  local -A installed=()
  while read -r _ state package; do
    [[ $state == installed ]] && installed[$package]=1
  done < <(dpkg-query --show --showformat '${db:Status-Want} ${db:Status-Status} ${Package}\n' "$@" 2>/dev/null)
  for package in "$@"; do
    [[ -n ${installed[$package]:-} ]] || printf '%s\n' "$package"
  done
}

install_packages() {
  local as_root=() log=build/packages.log
  ((EUID == 0)) || as_root=(sudo -n)
  mkdir -p build
  "${as_root[@]}" apt-get update >"$log" 2>&1 &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1 && return 0
  tail -n 15 "$log" >&2
  return 1
}

# need_packages <package…>: installs those that are missing, or says how to. Silent when nothing is.
need_packages() {
  local missing=()
  if ! command -v dpkg-query >/dev/null; then
    say "This is neither Debian nor Ubuntu: the libraries that vcpkg.json names have to be there already."
    return 0
  fi
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) && return 0
  if ((EUID != 0)) && ! sudo -n true 2>/dev/null; then
    complain "Missing packages. Run this, then try again:"
    complain "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}"
    return 1
  fi
  step "install ${missing[*]}" install_packages "${missing[@]}"
}
