# shellcheck shell=bash
# Everything that can be known to be wrong before anything changes, told at once.

PROBLEMS=()
problem() { PROBLEMS+=("$*"); }

preflight() {
  say "Preflight"
  PROBLEMS=()
  check_machine
  check_space
  check_tools
  check_environment
  check_site
  note_dns
  if ((${#PROBLEMS[@]} > 0)); then
    printf '  problem: %s\n' "${PROBLEMS[@]}" >&2
    fail "${#PROBLEMS[@]} problem(s); nothing was changed"
  fi
}

check_machine() {
  [[ $(id -u) == 0 ]] || problem "run as root (or as a user who may sudo)"
  [[ -r /etc/os-release ]] || { problem "no /etc/os-release: Ubuntu 22.04 or later, or Debian 12 or later, is needed"; return; }
  local id version
  # shellcheck disable=SC1091
  id=$(. /etc/os-release && echo "$ID")
  # shellcheck disable=SC1091
  version=$(. /etc/os-release && echo "${VERSION_ID:-0}")
  case $id in
    ubuntu) ((${version%%.*} >= 22)) || problem "Ubuntu $version: 22.04 or later is needed" ;;
    debian) ((${version%%.*} >= 12)) || problem "Debian $version: 12 or later is needed" ;;
    *) problem "$id: Ubuntu 22.04 or Debian 12 or later is needed" ;;
  esac
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) problem "$(uname -m): the pinned Node exists for x86_64 and aarch64" ;;
  esac
  if [[ -z $ROOT ]] && ! has_systemd; then problem "systemd does not run here"; fi
}

check_space() {
  local free memory
  free=$(df -Pm "${ROOT:-/}" | awk 'NR == 2 { print $4 }')
  ((free >= ${MIN_DISK_MB:-2000})) || problem "disk: $free MB free, ${MIN_DISK_MB:-2000} needed"
  memory=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
  ((memory >= ${MIN_MEMORY_MB:-900})) || problem "memory: $memory MB, ${MIN_MEMORY_MB:-900} needed"
}

# On a real machine the packages step brings what is missing; in a trial it must be there.
check_tools() {
  local tool
  for tool in tar sed awk flock setpriv sha256sum; do
    command -v "$tool" >/dev/null || problem "$tool is missing"
  done
  [[ -n $ROOT ]] || return 0
  for tool in nginx curl sqlite3 openssl; do
    command -v "$tool" >/dev/null || problem "$tool is missing"
  done
}

check_environment() {
  if [[ -n ${ENV_UPLOAD:-} ]]; then
    check_environment_file "$ENV_UPLOAD"
  elif [[ -f $ENV_FILE ]]; then
    check_environment_file "$ENV_FILE"
  else
    problem "no environment file: write $ENV_FILE on the machine, or give one with --env FILE (see .env.example)"
  fi
}

# check_quotes FILE: Node ends a value at a # unless it stands in quotes; a password would lose its end unnoticed.
check_quotes() {
  local name
  for name in $(sed -n 's/^[[:space:]]*\(export[[:space:]]\+\)\?\([A-Z0-9_]\+\)=[[:space:]]*[^[:space:]"'"'"'`#]\([^#]*[^[:space:]#]\)\?#.*/\2/p' "$1"); do
    problem "$1: $name: a value with a # in it must stand in quotes"
  done
}

# check_environment_file FILE [FOLDER WITH THE CODE AND ITS PACKAGES]
check_environment_file() {
  local folder=${2:-} node out line
  check_quotes "$1"
  node=$(any_node)
  [[ -n $folder ]] || folder=$(checkable_code)
  if [[ -z $node || -z $folder ]]; then
    say "  the environment is checked as soon as Node is here, before anything is switched"
    return 0
  fi
  if ! out=$(env -i PATH=/usr/bin:/bin "$node" --env-file="$1" "$folder/scripts/deploy/check-env.ts" "$DATA" 2>&1); then
    while IFS= read -r line; do [[ -n $line ]] && problem "$1: $line"; done <<<"$out"
  fi
}

# A Node that strips types: the wanted runtime's, any runtime's, or the checkout's.
any_node() {
  local node
  for node in "$RUNTIMES/$(wanted_runtime)/bin/node" "$RUNTIMES"/*/bin/node "${CHECKOUT:-/nonexistent}/node_modules/.bin/node"; do
    if [[ -x $node ]]; then
      echo "$node"
      return
    fi
  done
}

# The new code beside packages that are already here; npm has not run for it yet.
checkable_code() {
  local modules
  for modules in "${CHECKOUT:-/nonexistent}/node_modules" "$CURRENT/node_modules"; do
    [[ -d $modules/valibot ]] || continue
    [[ -e $SOURCE/node_modules ]] || ln -s "$(readlink -f "$modules")" "$SOURCE/node_modules"
    echo "$SOURCE"
    return
  done
}

check_site() {
  [[ -f $NGINX/nginx.conf ]] && command -v nginx >/dev/null || return 0
  local out
  out=$(nginx -t -q -c "$NGINX/nginx.conf" 2>&1) || problem "nginx -t: $out"
}

# Not a problem: a first deploy may come before the name is pointed here.
note_dns() {
  local host
  host=$(public_host)
  [[ -n $host ]] || return 0
  points_here "$host" || say "  note: $host resolves to no address of this machine itself; no certificate can be had until it leads here"
}

points_here() {
  local address mine
  mine=" $(hostname -I 2>/dev/null) "
  for address in $(getent ahosts "$1" 2>/dev/null | awk '{ print $1 }' | sort -u); do
    [[ $mine == *" $address "* ]] && return 0
  done
  return 1
}
