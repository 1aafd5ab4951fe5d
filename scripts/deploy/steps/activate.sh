# shellcheck shell=bash
# From one release to another without losing a request, and back when the new one does not hold.

# The daemon a new one stands beside, and the reload that did not come to an end; empty when there is none.
OLD_DAEMON=
RELOAD=
# Seconds the release took to answer in its rehearsal.
REHEARSED=0

# activate RELEASE: rehearse, switch, gate, smoke; undone on failure. Exits non-zero unless RELEASE runs.
activate() {
  local next=$1 before runtime
  before=$(current_release || true)
  runtime=$(release_runtime "$next")
  is_dry && return 0
  note_dependencies
  if ! rehearse "$next"; then
    [[ $next == "$before" ]] || mark_failed "$next"
    fail "release $next does not start well; the running one was not touched"
  fi
  # From here on only an end: the new release serves, or the old one again.
  trap '' INT TERM
  local started=$SECONDS
  if switch_to "$next" "$runtime" && gate "$next" && smoke; then
    if [[ -n $OLD_DAEMON ]]; then retire_daemon "${OLD_DAEMON% *}"; fi
    unmark_failed "$next"
    trap - INT TERM
    say "  release $next serves"
    return 0
  fi
  [[ $next == "$before" ]] || mark_failed "$next"
  [[ -n $before ]] || fail "the first release does not hold; see $LOGS"
  take_back "$before" || fail "release $next failed AND $before does not answer: look at once (deploy.sh logs)"
  fail "release $next failed; $before serves again after $((SECONDS - started)) s"
}

# A commit that failed is tried again by the next deploy, in a folder of its own.
mark_failed() { echo "$1" >>"$STATE/failed"; }
unmark_failed() { [[ ! -e $STATE/failed ]] || sed -i "/^$1\$/d" "$STATE/failed"; }

# Starts the release beside the running one, on a port nobody is sent to, and ends it again.
rehearse() {
  local release=$1 runtime port pid ok=no started=$SECONDS
  runtime=$(release_runtime "$release")
  port=$(($(first_port) + 2))
  say "Rehearsal of $release on port $port"
  (cd "$RELEASES/$release" && exec setpriv --reuid "$SERVICE_USER" --regid "$(service_group)" --init-groups --no-new-privs \
    env -i "PATH=$RUNTIMES/$runtime/bin:/usr/bin:/bin" "PORT=$port" "NODE_COMPILE_CACHE=$CACHE" \
    node "--env-file=$ENV_FILE" scripts/deploy/launch.js 9<&-) >"$WORK/rehearsal.log" 2>&1 &
  pid=$!
  if answers_as "$release" "http://127.0.0.1:$port" "$REHEARSAL_SECONDS" "$pid"; then ok=yes; fi
  REHEARSED=$((SECONDS - started))
  kill -INT "$pid" 2>/dev/null || true
  if ! ended_within 12 "$pid"; then
    say "  it did not end when asked"
    kill -KILL "$pid"
    ok=no
  fi
  wait "$pid" 2>/dev/null || true
  [[ $ok == yes ]] && return 0
  tail -n 20 "$WORK/rehearsal.log" >&2
  return 1
}

# answers_as RELEASE URL SECONDS [PID]: /health names this release's version and commit; gives up early when
# PID ends, or what answers there keeps being another.
answers_as() {
  local version commit until=$((SECONDS + $3)) body='' others=0
  version=$(release_version "$1")
  commit=$(release_commit "$1")
  while ((SECONDS < until)); do
    body=$(curl -fsS -k --max-time 2 --resolve "$(public_host):$HTTPS_PORT:127.0.0.1" "$2/health" 2>/dev/null) || body=''
    if [[ $body == *"\"commit\":\"$commit\""* && $body == *"\"version\":\"$version\""* ]]; then return 0; fi
    if [[ -n ${4:-} ]] && ! kill -0 "$4" 2>/dev/null; then break; fi
    [[ -z $body ]] || others=$((others + 1))
    ((others < 10)) || break
    sleep 0.2
  done
  say "  $2/health did not answer as version $version, commit $commit${body:+, but: $body}"
  return 1
}

# switch_to RELEASE RUNTIME
switch_to() {
  swap_link "releases/$1" "$CURRENT" || return 1
  say "  current -> $1"
  if [[ $(active_runtime) != "$2" ]]; then
    move_to_daemon "$2" "$(other_port)"
    return
  fi
  prepare_daemon "$2" "$(active_port)" || return 1
  if daemon_runs "$2"; then
    say "  reload"
    reload_service "$2" || { say "  the reload did not come to an end"; return 1; }
  else
    say "  start (the daemon was not running)"
    start_daemon "$2"
  fi
}

# move_to_daemon RUNTIME PORT, the planned step of a new Node or PM2: a second daemon on the other port, and
# Nginx moves over. The old one goes when the release has held (retire_daemon), or gets its place back.
move_to_daemon() {
  OLD_DAEMON=$(cat "$STATE/daemon" 2>/dev/null || true)
  say "  a new daemon: $1 on port $2${OLD_DAEMON:+, beside ${OLD_DAEMON% *}}"
  prepare_daemon "$1" "$2" || return 1
  start_daemon "$1" || return 1
  answers_as "$(current_release)" "http://127.0.0.1:$2" "$GATE_SECONDS" || return 1
  send_to "$1" "$2"
}

# send_to RUNTIME PORT: where Nginx sends requests from now on.
send_to() {
  prepare_site "$2" || return 1
  printf '%s %s\n' "$1" "$2" >"$STATE/daemon.new" && mv -fT "$STATE/daemon.new" "$STATE/daemon"
}

# retire_daemon RUNTIME, once what Nginx's old workers still send has arrived.
retire_daemon() {
  sleep "${DRAIN_SECONDS:-3}"
  say "  daemon $1 ends"
  stop_daemon "$1"
}

gate() {
  answers_as "$1" "http://127.0.0.1:$(active_port)" "$GATE_SECONDS" &&
    answers_as "$1" "https://$(public_host):$HTTPS_PORT" "$GATE_SECONDS"
}

# A vendor that was down before the switch is no fault of the release.
note_dependencies() {
  local name port
  ALLOW_DOWN=
  port=$(active_port) || return 0
  for name in supabase google; do
    curl -fsS --max-time 4 "http://127.0.0.1:$port/health/$name" >/dev/null 2>&1 || ALLOW_DOWN+="$name,"
  done
}

# Its words go to a file first: a listener who is gone must not make it fail.
smoke() {
  local runtime ok=yes
  runtime=$(active_runtime)
  (cd "$CURRENT" && as_user env -i "PATH=$RUNTIMES/$runtime/bin:/usr/bin:/bin" timeout "$SMOKE_SECONDS" \
    node "--env-file=$ENV_FILE" scripts/smoke.ts --url "https://$(public_host):$HTTPS_PORT" \
    --connect 127.0.0.1 --insecure --allow-down "$ALLOW_DOWN") >"$WORK/smoke.log" 2>&1 || ok=no
  say "$(<"$WORK/smoke.log")"
  [[ $ok == yes ]]
}

take_back() {
  local runtime failed
  runtime=$(release_runtime "$1")
  failed=$(release_runtime "$(current_release)")
  say "Back to $1"
  swap_link "releases/$1" "$CURRENT"
  if [[ -n $OLD_DAEMON ]]; then
    daemon_runs "${OLD_DAEMON% *}" || start_daemon "${OLD_DAEMON% *}"
    # shellcheck disable=SC2086
    [[ $(active_runtime) == "$runtime" ]] || send_to $OLD_DAEMON
    retire_daemon "$failed" || true
  elif [[ -n $RELOAD ]] || ! reload_service "$runtime"; then
    rescue_reload "$runtime"
  fi
  gate "$1"
}
