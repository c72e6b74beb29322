# shellcheck shell=bash
# The build before, for ./dev bench --beside. Sourced by ./dev.

# checkout_of <folder or commit>: prints the folder of a checkout, one of this tree's own commits in build/beside.
checkout_of() {
  local what=$1 folder=$ROOT/build/beside commit
  if [[ -d $what ]]; then
    (cd "$what" && pwd -P)
    return
  fi
  commit=$(git rev-parse --quiet --verify "$what^{commit}") || return 1
  if [[ -e $folder/.git ]]; then
    git -C "$folder" checkout --quiet --detach "$commit"
  else
    git worktree prune
    git worktree add --quiet --detach "$folder" "$commit"
  fi
  printf '%s\n' "$folder"
}

# build_bench <checkout>: its own release build of what the comparison runs.
build_bench() (
  cd "$1" && mkdir -p build/release || return 1
  [[ -f build/release/build.ninja ]] || cmake --preset release >build/release/configure.log || return 1
  cmake --build build/release --target hooklined hookline_bench
)
