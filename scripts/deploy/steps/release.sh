# shellcheck shell=bash
# A release is a folder of its own: the code, its packages, the commit. Never changed once it is in place.

prepare_release() {
  STAMP=$(date -u +%Y%m%d-%H%M%S)-${COMMIT:0:7}
  say "Release $STAMP"
  act "code and packages into $RELEASES/$STAMP" build_release
  is_dry && return 0
  PROBLEMS=()
  check_environment_file "$ENV_FILE" "$RELEASES/$STAMP"
  if ((${#PROBLEMS[@]} > 0)); then
    printf '  problem: %s\n' "${PROBLEMS[@]}" >&2
    rm -rf "${RELEASES:?}/$STAMP"
    fail "${#PROBLEMS[@]} problem(s); the release was not switched to"
  fi
}

build_release() {
  local folder=$RELEASES/.new-$STAMP runtime
  runtime=$(wanted_runtime)
  rm -rf "$RELEASES"/.new-*
  mkdir -p "$folder"
  tar -C "$SOURCE" --exclude=./node_modules -cf - . | tar -C "$folder" -xf - --no-same-owner
  # The runtime folder brings Node, and local mode's database is no part of production.
  run_npm "$RUNTIMES/$runtime" "$folder" ci --omit=dev --omit=optional --ignore-scripts
  ln -sfn "$RUNTIMES/$runtime/bin/node" "$folder/node_modules/.bin/node"
  printf 'COMMIT=%s\n' "$COMMIT" >"$folder/release.env"
  printf '%s\n' "$runtime" >"$folder/runtime"
  chown -R root:root "$folder"
  chmod -R a+rX,go-w "$folder"
  mv -T "$folder" "$RELEASES/$STAMP"
}

current_release() { [[ -L $CURRENT ]] && basename "$(readlink "$CURRENT")"; }
release_commit() { sed -n 's/^COMMIT=//p' "$RELEASES/$1/release.env"; }
release_version() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$RELEASES/$1/package.json" | head -1; }
release_runtime() { cat "$RELEASES/$1/runtime"; }

# Newest first, the failed ones left out.
good_releases() {
  local folder
  for folder in $(find "$RELEASES" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%f\n' 2>/dev/null | sort -r); do
    grep -qxF "$folder" "$STATE/failed" 2>/dev/null || echo "$folder"
  done
}

# The newest good release older than the current one.
previous_release() {
  local current name
  current=$(current_release)
  for name in $(good_releases); do
    if [[ $name < $current ]]; then
      echo "$name"
      return
    fi
  done
}

# Keeps the newest good releases and whatever runs, with the runtimes they were built for.
prune() {
  local name keep runtimes
  keep=" $(current_release) $(good_releases | awk -v keep="$KEEP_RELEASES" 'NR <= keep' | tr '\n' ' ')"
  runtimes=" $(active_runtime) "
  for name in $(find "$RELEASES" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort); do
    if [[ $keep == *" $name "* ]]; then
      runtimes+="$(release_runtime "$name") "
    else
      act "prune release $name" rm -rf "${RELEASES:?}/$name"
    fi
  done
  for name in $(find "$RUNTIMES" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort); do
    [[ $runtimes == *" $name "* ]] || act "prune runtime $name" prune_runtime "$name"
  done
}

prune_runtime() {
  if daemon_runs "$1"; then
    say "  runtime $1 still runs a daemon; kept"
    return 0
  fi
  rm -rf "${RUNTIMES:?}/$1" "${PM2_HOMES:?}/$1" "$STATE/$1.env"
}
