# shellcheck shell=bash
# PM2's daemon: one for each runtime, under systemd where it runs. The active one and its port are on
# one line of state/daemon; Nginx sends to that port.

active_runtime() { [[ -r $STATE/daemon ]] && cut -d' ' -f1 "$STATE/daemon"; }
active_port() { [[ -r $STATE/daemon ]] && cut -d' ' -f2 "$STATE/daemon"; }

# Two daemons overlap while one replaces the other, so they take turns on two ports.
other_port() {
  local first
  first=$(first_port)
  if [[ $(active_port) == "$first" ]]; then echo $((first + 1)); else echo "$first"; fi
}

prepare_unit() {
  render unit.service unit.service "USER=$SERVICE_USER" "STATE=$STATE" "PM2_HOMES=$PM2_HOMES" \
    "RUNTIMES=$RUNTIMES" "CURRENT=$CURRENT" "APP=$APP"
  ensure_file "$RENDERED" "$UNITS/$APP@.service" 644 root
  local wrote=$WROTE
  sed -e "s|@DATA@|$DATA|; s|@PM2_HOMES@|$PM2_HOMES|; s|@CACHE@|$CACHE|; s|@LOGS@|$LOGS|" \
    "$HERE/files/hardening.conf" >"$WORK/hardening.conf"
  ensure_file "$WORK/hardening.conf" "$UNITS/$APP@.service.d/hardening.conf" 644 root
  if [[ $wrote == yes || $WROTE == yes ]] && has_systemd; then
    act "systemd reads the units" systemctl daemon-reload
  fi
}

# prepare_daemon RUNTIME PORT: what the daemon of that runtime is started with.
prepare_daemon() {
  local home=$PM2_HOMES/$1
  ensure_dir "$home" 700 "$SERVICE_USER"
  render daemon.env daemon.env "RUNTIME=$RUNTIMES/$1" "PM2_HOME=$home" "PORT=$2" "CURRENT=$CURRENT" \
    "ENV_FILE=$ENV_FILE" "LOGS=$LOGS" "CACHE=$CACHE"
  ensure_file "$RENDERED" "$STATE/$1.env" 644 root
}

daemon_runs() {
  local pid_file=$PM2_HOMES/$1/pm2.pid
  [[ -s $pid_file ]] && kill -0 "$(<"$pid_file")" 2>/dev/null
}

# A fresh environment: PM2 hands the caller's to the service otherwise.
in_daemon() {
  local runtime=$1
  shift
  local -a settings
  mapfile -t settings <"$STATE/$runtime.env"
  (cd / && as_user env -i "${settings[@]}" "$@")
}

run_pm2() {
  local runtime=$1
  shift
  in_daemon "$runtime" "$RUNTIMES/$runtime/bin/pm2" "$@" </dev/null
}

start_daemon() {
  if has_systemd; then
    systemctl enable --quiet "$APP@$1"
    systemctl restart "$APP@$1"
  else
    run_pm2 "$1" start "$CURRENT/scripts/deploy/ecosystem.config.cjs" >"$WORK/pm2.log" 2>&1 || return 1
  fi
}

stop_daemon() {
  if has_systemd; then
    systemctl disable --quiet --now "$APP@$1"
  else
    run_pm2 "$1" kill >/dev/null 2>&1
  fi
}

# The new process answers before the old one goes (ecosystem.config.cjs). A release that cannot do so
# under PM2 is taken back inside PM2's own patience: PM2 would end the old process at its end.
reload_service() {
  local runtime=$1 release reload patience
  release=$(current_release)
  run_pm2 "$runtime" startOrReload "$CURRENT/scripts/deploy/ecosystem.config.cjs" --update-env >"$WORK/pm2.log" 2>&1 &
  reload=$!
  # As long as the rehearsal lets expect, and well below the listen_timeout.
  patience=$((2 * REHEARSED + 2))
  ((patience >= 6)) || patience=6
  ((patience <= RELOAD_SECONDS)) || patience=$RELOAD_SECONDS
  if ! reloaded_within "$patience" "$reload" "$PM2_HOMES/$runtime/pids/$APP-0.pid"; then
    RELOAD=$reload
    answers_as "$release" "http://127.0.0.1:$(active_port)" 1 || return 1
    # The new one serves; the old one is still finishing what it has begun.
    ended_within 15 "$reload" || return 1
    RELOAD=
  fi
  wait "$reload"
}

# reloaded_within SECONDS PID PID_FILE: also no when the new process is started a second time.
reloaded_within() {
  local tick process before='' starts=0
  for ((tick = 0; tick < $1 * 10; tick++)); do
    kill -0 "$2" 2>/dev/null || return 0
    process=$(cat "$3" 2>/dev/null || true)
    if [[ -n $process && $process != "$before" ]]; then
      [[ -z $before ]] || starts=$((starts + 1))
      before=$process
    fi
    ((starts < 2)) || return 1
    sleep 0.1
  done
  return 1
}

# ended_within SECONDS PID
ended_within() {
  local tick
  for ((tick = 0; tick < $1 * 10; tick++)); do
    kill -0 "$2" 2>/dev/null || return 0
    sleep 0.1
  done
  return 1
}

# After a reload that did not come to an end: `current` is the old release again, so the next start is it.
rescue_reload() {
  local runtime=$1 pid_file=$PM2_HOMES/$1/pids/$APP-0.pid
  if [[ -s $pid_file ]]; then kill -KILL "$(<"$pid_file")" 2>/dev/null || true; fi
  [[ -z $RELOAD ]] || wait "$RELOAD" || true
}
