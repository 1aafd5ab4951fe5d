# shellcheck shell=bash
# The few ways a step may change the machine. Each changes nothing when things are already so, says what
# it did, and with DRY_RUN=yes only says what it would do.

DRY_RUN=${DRY_RUN:-no}
CHANGES=0

# Whoever listened may be gone (a lost connection): what is told then is told to nobody, and the work goes on.
say() { printf '%s\n' "$*" 2>/dev/null || true; }
fail() {
  printf 'deploy: %s\n' "$*" >&2 || true
  exit 1
}
skipped() { say "  skipped: $*"; }
is_dry() { [[ $DRY_RUN == yes ]]; }

# Runs a command that changes something.
act() {
  local what=$1
  shift
  CHANGES=$((CHANGES + 1))
  if is_dry; then
    say "  would: $what"
  else
    say "  $what"
    "$@"
  fi
}

# ensure_dir PATH MODE OWNER
ensure_dir() {
  local path=$1 mode=$2 owner=$3
  if [[ -d $path && $(stat -c '%a %U' "$path") == "$mode $owner" ]]; then return 0; fi
  act "folder $path ($mode, $owner)" install -d -m "$mode" -o "$owner" "$path"
}

# ensure_file SOURCE PATH MODE OWNER[:GROUP]; WROTE says whether it was (or would be) written.
ensure_file() {
  local source=$1 path=$2 mode=$3 owner=${4%%:*} group=${4##*:}
  WROTE=no
  [[ $4 == *:* ]] || group=$(id -gn "$owner")
  if [[ -f $path && $(stat -c '%a %U %G' "$path") == "$mode $owner $group" ]] && cmp -s "$source" "$path"; then
    return 0
  fi
  WROTE=yes
  act "file $path ($mode, $owner)" replace_file "$source" "$path" "$mode" "$owner" "$group"
}

# Readers see the old file or the new one, never half of either.
replace_file() {
  install -D -m "$3" -o "$4" -g "$5" "$1" "$2.new" && mv -fT "$2.new" "$2"
}

# ensure_link TARGET PATH; WROTE says whether it was (or would be) moved.
ensure_link() {
  WROTE=no
  if [[ $(readlink "$2" 2>/dev/null) == "$1" ]]; then return 0; fi
  WROTE=yes
  act "link $2 -> $1" swap_link "$1" "$2"
}

# rename(2) replaces the link in one step; `ln -sfn` removes it first.
swap_link() {
  mkdir -p "$(dirname "$2")"
  ln -sfn "$1" "$2.new" && mv -fT "$2.new" "$2"
}

# A template of files/ with @NAME@ replaced from NAME=VALUE arguments, as a file in the work folder.
render() {
  local out=$WORK/$1 pair
  local -a edits=(-e '')
  shift
  for pair in "${@:2}"; do edits+=(-e "s|@${pair%%=*}@|${pair#*=}|g"); done
  mkdir -p "$(dirname "$out")"
  sed "${edits[@]}" "$HERE/files/$1" >"$out"
  if grep -q '@[A-Z_]\+@' "$out"; then fail "files/$1 has an unfilled field: $(grep -o '@[A-Z_]\+@' "$out" | head -1)"; fi
  RENDERED=$out
}
