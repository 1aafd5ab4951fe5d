#!/usr/bin/env bash
# Deploys the committed state of this checkout to one machine, without losing a request.
#
#   ./deploy.sh TARGET [options]             deploy            TARGET is user@host, or --local for this machine
#   ./deploy.sh rollback TARGET [RELEASE]    back to the release before, or to the one named
#   ./deploy.sh status TARGET                what runs, its health, certificate, disk, releases
#   ./deploy.sh logs TARGET [tail options]   the service's log
#   ./deploy.sh run TARGET COMMAND [words]   a command of scripts/ with the service's environment: run TARGET client list
#
#   --dry-run      change nothing; say what would be done
#   --env FILE     put FILE in place as the service's environment file (first deploy, changed settings)
#   --migrate      first apply what is new in supabase/migrations to the database named by DATABASE_URL
#   --reviewed     with --migrate: also those that a running older release may not survive
#   --force        a new release although this commit runs already
#   --skip-check   do not run `npm run check` first
#
# Read docs/runbook.md before the first one. DEPLOY_SSH is the ssh command (default: ssh).
set -Eeuo pipefail

CALLED_FROM=$PWD
CHECKOUT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
cd "$CHECKOUT"

command=deploy target='' dry_run=no env_file='' migrate=no reviewed=no force=no check=yes
rest=()

main() {
  read_arguments "$@"
  [[ -n $target ]] || { usage >&2; exit 2; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  case $command in
    deploy) deploy ;;
    *) on_machine "$command" ${rest[@]+"${rest[@]}"} ;;
  esac
}

usage() { sed -n '2,/^set -E/{/^set -E/d;s/^# \{0,1\}//p;}' "$CHECKOUT/deploy.sh"; }
fail() {
  printf 'deploy: %s\n' "$*" >&2
  exit 1
}

read_arguments() {
  case ${1:-} in
    rollback | status | logs | run)
      command=$1
      shift
      ;;
    *) ;;
  esac
  while (($# > 0)); do
    case $1 in
      --local) target=local ;;
      --dry-run) dry_run=yes ;;
      --env) env_file=${2:?--env needs a file} && shift ;;
      --migrate) migrate=yes ;;
      --reviewed) reviewed=yes ;;
      --force) force=yes ;;
      --skip-check) check=no ;;
      -h | --help) usage && exit 0 ;;
      # A mistyped --dry-run must not deploy.
      -*) fail "$1 is no option; see --help" ;;
      *) if [[ -z $target ]]; then target=$1; else rest+=("$1"); fi ;;
    esac
    shift
    # What follows the target belongs to the command.
    if [[ -n $target && $command =~ ^(logs|run)$ ]]; then
      rest=("$@")
      break
    fi
  done
  [[ $command != deploy ]] || ((${#rest[@]} == 0)) || fail "one target, not also ${rest[*]}"
  [[ -z $env_file || $env_file == /* ]] || env_file=$CALLED_FROM/$env_file
}

deploy() {
  commit=$(git rev-parse HEAD)
  check_checkout
  pack
  if [[ $migrate == yes ]]; then
    on_machine preflight
    MIGRATE_DRY_RUN=$dry_run MIGRATE_REVIEWED=$reviewed scripts/deploy/migrate.sh
  fi
  on_machine deploy
}

check_checkout() {
  [[ -z $(git status --porcelain) ]] || fail "the checkout has uncommitted changes; a release is a commit"
  if [[ -n $env_file && ! -r $env_file ]]; then fail "$env_file cannot be read"; fi
  [[ $check == yes ]] || return 0
  if [[ $dry_run == yes ]]; then
    echo "would run: npm run check"
  else
    npm run --silent check || fail "npm run check is red"
  fi
}

# The commit without its tests, and the environment file beside it, never in it.
pack() {
  mkdir -m 700 "$work/pack" "$work/pack/source"
  git archive HEAD -- . ':(exclude)tests' ':(exclude).ci' | tar -xf - -C "$work/pack/source"
  [[ -z $env_file ]] || install -m 600 "$env_file" "$work/pack/env"
}

# Runs one command of scripts/deploy/on-machine.sh where the service lives.
on_machine() {
  if [[ $target == local ]]; then
    run_locally "$@"
  else
    run_remotely "$@"
  fi
}

run_locally() {
  local source=$CHECKOUT
  local -a given=(COMMIT="${commit:-}" DRY_RUN="$dry_run" FORCE="$force" CHECKOUT="$CHECKOUT" DEPLOY_REGISTRY="$(registry)")
  [[ ! -d $work/pack ]] || source=$work/pack/source
  [[ ! -f $work/pack/env ]] || given+=(ENV_UPLOAD="$work/pack/env")
  as_root env "${given[@]}" "$source/scripts/deploy/on-machine.sh" "$@"
}

# Where the pinned Node and PM2 come from: a new machine has no npm to ask.
registry() { echo "${DEPLOY_REGISTRY:-$(npm config get registry 2>/dev/null || true)}"; }

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo -- "$@"; fi; }

# The code goes over with the command; without code, what is deployed there answers.
run_remotely() {
  local -a ssh
  local settings quoted become
  read -r -a ssh <<<"${DEPLOY_SSH:-ssh}"
  settings="COMMIT=${commit:-} DRY_RUN=$dry_run FORCE=$force DEPLOY_REGISTRY=$(printf %q "$(registry)") ${REMOTE_SETTINGS:-}"
  quoted=$(printf '%q ' "$@")
  # Expanded over there, not here.
  # shellcheck disable=SC2016
  become='$([ "$(id -u)" = 0 ] || echo sudo) env'
  if [[ ! -d $work/pack ]]; then
    local script=${REMOTE_BASE:-/opt/calendar-service}/current/scripts/deploy/on-machine.sh
    "${ssh[@]}" "$target" "[ -e $script ] || { echo 'deploy: nothing is deployed there' >&2; exit 1; }; $become $settings $script $quoted"
    return
  fi
  # shellcheck disable=SC2016
  [[ ! -f $work/pack/env ]] || settings+=' ENV_UPLOAD="$d/env"'
  tar -C "$work/pack" -czf - . | "${ssh[@]}" "$target" "d=\$(mktemp -d) && trap 'rm -rf \"\$d\"' EXIT && \
    tar -xzf - -C \"\$d\" --no-same-owner && $become $settings \"\$d/source/scripts/deploy/on-machine.sh\" $quoted"
}

main "$@"
