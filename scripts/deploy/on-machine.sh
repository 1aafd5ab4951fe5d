#!/usr/bin/env bash
# The machine's side of a deploy, run there as root by deploy.sh, by timers and by hooks.
#   on-machine.sh deploy | preflight | rollback [RELEASE] | status | logs | run COMMAND | backup | reload-site | reopen-logs
# deploy reads COMMIT, DRY_RUN, FORCE, ENV_UPLOAD and CHECKOUT from the environment; settings.sh has the rest.
set -Eeuo pipefail
umask 022

HERE=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
SOURCE=$(cd "$HERE/../.." && pwd)
COMMIT=${COMMIT:-unknown}
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
trap '((BASH_SUBSHELL > 0)) || printf "deploy: stopped at %s line %s\n" "${BASH_SOURCE[0]##*/}" "$LINENO" >&2' ERR
# A lost connection must not leave the machine between two releases.
trap '' HUP PIPE

# shellcheck source-path=SCRIPTDIR source=settings.sh
. "$HERE/settings.sh"
# shellcheck source-path=SCRIPTDIR source=act.sh
. "$HERE/act.sh"
# shellcheck source-path=SCRIPTDIR source=steps/preflight.sh
. "$HERE/steps/preflight.sh"
# shellcheck source-path=SCRIPTDIR source=steps/machine.sh
. "$HERE/steps/machine.sh"
# shellcheck source-path=SCRIPTDIR source=steps/runtime.sh
. "$HERE/steps/runtime.sh"
# shellcheck source-path=SCRIPTDIR source=steps/site.sh
. "$HERE/steps/site.sh"
# shellcheck source-path=SCRIPTDIR source=steps/daemon.sh
. "$HERE/steps/daemon.sh"
# shellcheck source-path=SCRIPTDIR source=steps/release.sh
. "$HERE/steps/release.sh"
# shellcheck source-path=SCRIPTDIR source=steps/activate.sh
. "$HERE/steps/activate.sh"

main() {
  local command=${1:-}
  shift || true
  case $command in
    deploy) deploy ;;
    preflight) preflight ;;
    rollback) rollback "${1:-}" ;;
    status) status ;;
    logs) show_logs "$@" ;;
    run) run_script "$@" ;;
    backup) backup_queue ;;
    reload-site) reload_site ;;
    reopen-logs) run_pm2 "$(active_runtime)" reloadLogs ;;
    *) sed -n '2,4p' "${BASH_SOURCE[0]}" && exit 2 ;;
  esac
}

# One deploy at a time; the lock is the folder itself, so that asking for it changes nothing.
take_lock() {
  is_dry || [[ -d $BASE ]] || install -d -m 755 "$BASE"
  [[ -d $BASE ]] || return 0
  exec 9<"$BASE"
  flock --nonblock 9 || fail "another deploy is running"
}

deploy() {
  preflight
  take_lock
  prepare_machine
  prepare_runtime "$(wanted_runtime)"
  prepare_unit
  if [[ -n $(active_port) ]]; then prepare_site "$(active_port)"; fi
  if needs_release; then
    if compgen -G "$DATA/*.sqlite" >/dev/null; then act "a backup of the local queue" backup_queue; fi
    prepare_release
    act "switch to $STAMP" activate "$STAMP"
    is_dry || remember_environment
    is_dry || prune
  elif ! is_current_environment; then
    act "the environment file changed: reload" activate "$(current_release)"
    is_dry || remember_environment
  else
    say "Release $(current_release) runs already"
    if ! daemon_runs "$(active_runtime)"; then act "its daemon had ended: start" start_daemon "$(active_runtime)"; fi
    # A deploy that was cut off between the link and the reload leaves a link ahead of what serves.
    is_dry || gate "$(current_release)" || act "it does not answer as it should: switch to it again" activate "$(current_release)"
  fi
  if ! is_dry || [[ -f $ENV_FILE ]]; then prepare_certificate; fi
  say "$CHANGES change(s)$(is_dry && echo ' would be made; nothing was changed')"
}

needs_release() {
  [[ ${FORCE:-no} == yes || ! -L $CURRENT ]] || [[ $(release_commit "$(current_release)") != "$COMMIT" ]] ||
    [[ $(release_runtime "$(current_release)") != "$(wanted_runtime)" ]]
}

is_current_environment() { sha256sum --check --status "$STATE/environment.sha256" 2>/dev/null; }
remember_environment() { (umask 077 && sha256sum "$ENV_FILE" >"$STATE/environment.sha256"); }

rollback() {
  local to=${1:-}
  [[ -L $CURRENT ]] || fail "nothing is deployed"
  take_lock
  [[ -n $to ]] || to=$(previous_release)
  [[ -n $to && -d $RELEASES/$to ]] || fail "there is no earlier good release"
  [[ $to != "$(current_release)" ]] || fail "$to runs already"
  prepare_runtime "$(release_runtime "$to")"
  act "back from $(current_release) to $to" activate "$to"
  is_dry || remember_environment
}

status() {
  local name mark
  [[ -L $CURRENT ]] || fail "nothing is deployed"
  say "release   $(current_release)  runtime $(active_runtime)  port $(active_port)"
  say "health    $(curl -fsS --max-time 3 "http://127.0.0.1:$(active_port)/health" 2>&1 || true)"
  for name in supabase google; do
    say "$(printf '%-9s' "$name") $(curl -sS --max-time 5 "http://127.0.0.1:$(active_port)/health/$name" 2>&1 || true)"
  done
  say "certificate until $(openssl x509 -noout -enddate -in "$ETC/tls/fullchain.pem" | cut -d= -f2)"
  say "disk      $(df -Ph "$BASE" | awk 'NR == 2 { print $4 " free" }')   backups $(find "$BACKUPS" -name '*.sqlite' | wc -l)"
  say "releases"
  for name in $(good_releases); do
    mark=' '
    [[ $name == "$(current_release)" ]] && mark='*'
    say "  $mark $name"
  done
  run_pm2 "$(active_runtime)" list
}

show_logs() {
  tail "${@:--n200}" "$LOGS/service-error.log" "$LOGS/service.log"
}

# A command of scripts/ as the service's user, with its environment and its Node.
run_script() {
  local name=${1:-} runtime
  [[ $name =~ ^[a-z-]+$ && -f $CURRENT/scripts/$name.ts ]] || fail "there is no scripts/$name.ts in the release that runs"
  shift
  runtime=$(release_runtime "$(current_release)")
  (cd "$CURRENT" && as_user env -i "PATH=$RUNTIMES/$runtime/bin:/usr/bin:/bin" "HOME=$CACHE" \
    node "--env-file=$ENV_FILE" "--env-file=$CURRENT/release.env" "scripts/$name.ts" "$@")
}

main "$@"
