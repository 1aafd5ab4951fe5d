#!/usr/bin/env bats
# One machine through its life: empty, deployed, deployed again, broken, rolled back, pruned.
# The tests follow one another.

bats_require_minimum_version 1.5.0
load helper

setup_file() {
  start_registry "$BATS_FILE_TMPDIR/registry"
  start_world
  new_machine
  new_repository "$BATS_FILE_TMPDIR/repository"
  export DEPLOY_ROOT REPOSITORY REGISTRY_PID
}

teardown_file() { end_machine; }

setup() { cd "$REPOSITORY" || exit 1; }
# One test's broken release is not the next one's base.
teardown() {
  [[ -z ${LOAD_PID:-} ]] || kill -KILL "$LOAD_PID" 2>/dev/null || true
  git checkout -q main
}

# break_run CODE: a release whose entry runs CODE first.
break_run() {
  git checkout -q --detach main
  sed -i "1i $1" scripts/start.js
  commit_all "broken: $1"
}

@test "a dry run on an empty machine says what it would do and changes nothing" {
  tree >"$BATS_TEST_TMPDIR/before"
  run deploy --dry-run
  [ "$status" -eq 0 ]
  [[ $output == *"would: code and packages into"* ]]
  tree | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "preflight tells every problem at once and changes nothing" {
  env_file=$DEPLOY_ROOT/etc/calendar-service/env
  cp "$env_file" "$BATS_TEST_TMPDIR/env"
  sed -i -e '/^TWILIO_AUTH_TOKEN/d' -e 's/^ENCRYPTION_KEY=.*/ENCRYPTION_KEY=password/' "$env_file"
  tree >"$BATS_TEST_TMPDIR/before"
  MIN_DISK_MB=99999999 run deploy
  tree >"$BATS_TEST_TMPDIR/after"
  cp "$BATS_TEST_TMPDIR/env" "$env_file"
  [ "$status" -eq 1 ]
  [[ $output == *"problem: disk"* && $output == *"TWILIO_AUTH_TOKEN: missing"* && $output == *"ENCRYPTION_KEY: must"* ]]
  cmp "$BATS_TEST_TMPDIR/after" "$BATS_TEST_TMPDIR/before"
}

@test "an archive that is not the pinned one is refused" {
  registry=$BATS_FILE_TMPDIR/registry/npm/-
  mv "$registry" "$registry.good"
  mkdir "$registry"
  echo other >"$registry/$(ls "$registry.good")"
  run deploy
  rm -r "$registry" && mv "$registry.good" "$registry"
  [ "$status" -eq 1 ]
  [[ $output == *"not the pinned"* ]]
}

@test "the first deploy brings the service up behind Nginx" {
  deploy
  [[ $(health) == *"$(git rev-parse HEAD)"* ]]
}

@test "the internet gets no metrics without the token, whatever it says of itself" {
  got() { through_nginx /metrics -o "$BATS_TEST_TMPDIR/metrics" -w '%{http_code}' "$@"; }
  [ "$(got)" -eq 404 ]
  [ "$(got -H 'X-Forwarded-For: 127.0.0.1')" -eq 404 ]
  [ "$(got -H 'Authorization: Bearer another-token-than-ours')" -eq 401 ]
  [ "$(got -H 'Authorization: Bearer' -H 'X-Forwarded-For:' -H 'Connection: x-forwarded-for')" -eq 401 ]
  run ! grep -q '^# HELP' "$BATS_TEST_TMPDIR/metrics"
  [ "$(got -H 'Authorization: Bearer metrics-token-of-a-trial')" -eq 200 ]
  grep -q '^# HELP' "$BATS_TEST_TMPDIR/metrics"
}

@test "secrets are readable by root and the service only, and PM2 wrote none down" {
  [ "$(stat -c %a "$DEPLOY_ROOT/etc/calendar-service/env")" -eq 640 ]
  secrets=$(sed -n 's/^\(SUPABASE_SERVICE_KEY\|TWILIO_AUTH_TOKEN\|ENCRYPTION_KEY\|RETELL_WEBHOOK_SECRET\|CYCLE_TOKEN\|METRICS_TOKEN\)=//p' \
    "$DEPLOY_ROOT/etc/calendar-service/env")
  [ "$(wc -l <<<"$secrets")" -eq 6 ]
  run ! grep -rqF "$secrets" "$DEPLOY_ROOT/var/lib/calendar-service-pm2" "$DEPLOY_ROOT/opt/calendar-service/state" "$DEPLOY_ROOT/var/log"
}

@test "a second run changes nothing" {
  tree >"$BATS_TEST_TMPDIR/before"
  run deploy
  [ "$status" -eq 0 ]
  [[ $output == *"0 change(s)"* ]]
  tree | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "a dry run of a new release changes nothing" {
  commit_all "second release"
  tree >"$BATS_TEST_TMPDIR/before"
  run deploy --dry-run
  [[ $output == *"would: switch to"* ]]
  tree | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "no request fails during a deploy" {
  start_load
  deploy
  end_load
  [ "$(failed)" -eq 0 ]
  no_row_lost
  [[ $(health) == *"$(git rev-parse HEAD)"* ]]
}

@test "no request fails during a rollback" {
  newer=$(current)
  start_load
  deploy_command rollback
  end_load
  [ "$(failed)" -eq 0 ]
  no_row_lost
  [[ $(current) < $newer ]]
  [[ $(health) == *"$(git rev-parse HEAD~1)"* ]]
}

@test "a deploy cut off between the link and the reload is finished by the next one" {
  newer=$(basename "$(find "$DEPLOY_ROOT/opt/calendar-service/releases" -name "*-$(git rev-parse HEAD | cut -c1-7)")")
  ln -sfn "releases/$newer" "$DEPLOY_ROOT/opt/calendar-service/current"
  [[ $(health) == *"$(git rev-parse HEAD~1)"* ]]
  deploy
  [[ $(health) == *"$(git rev-parse HEAD)"* ]]
}

reload_thrice() {
  for _ in 1 2 3; do
    sleep 1.5
    "$DEPLOY_ROOT/opt/calendar-service/current/scripts/deploy/on-machine.sh" reload-site
  done
}

@test "no request fails while Nginx reloads" {
  start_load --fresh
  reload_thrice
  end_load
  [ "$(failed)" -eq 0 ]
  no_row_lost
}

# Before 1.27.4 (keepalive_min_timeout) Nginx closes idle connections at a reload, whatever is on its way.
@test "no request is lost on kept connections while Nginx reloads, when the client sends again as HTTP has it" {
  start_load
  reload_thrice
  end_load
  [ "$(lost)" -eq 0 ]
}

@test "two deploys do not run at once" {
  exec 8<"$DEPLOY_ROOT/opt/calendar-service"
  flock 8
  run deploy
  exec 8<&-
  [ "$status" -eq 1 ]
  [[ $output == *"another deploy is running"* ]]
}

@test "a release that does not start is never switched to" {
  break_run 'throw new Error("broken on purpose")'
  before=$(current)
  start_load
  run deploy
  end_load
  [ "$status" -ne 0 ]
  [[ $output == *"the running one was not touched"* && $output == *"broken on purpose"* ]]
  [ "$(failed)" -eq 0 ]
  [ "$(current)" = "$before" ]
}

# Only under PM2 has a process `send`: these releases rehearse well. They get the patience of a real machine.
deploy_as_is() { (unset REHEARSAL_SECONDS RELOAD_SECONDS GATE_SECONDS SMOKE_SECONDS && deploy); }
# The promise is 15 s on a machine of one's own. Here the vendors, a database and the load share its cores, with
# whoever else: the figure is told, and what fails the test is a rollback that does not come.
took_back_within_15() {
  echo "# $(tail -1 <<<"$output")" >&3
  [ "$status" -ne 0 ]
  [[ $output =~ serves\ again\ after\ ([0-9]+)\ s ]]
  [ "${BASH_REMATCH[1]}" -le 45 ]
  [ "$(failed)" -eq 0 ]
  no_row_lost
  [ "$(current)" = "$before" ]
}

@test "a release that hangs under PM2 is rolled back within 15 s, and no request fails" {
  break_run 'if (process.send) await new Promise((resolve) => setTimeout(resolve, 3_600_000))'
  before=$(current)
  start_load
  run deploy_as_is
  end_load
  took_back_within_15
}

@test "a release that ends at once under PM2 is rolled back within 15 s, and no request fails" {
  break_run 'if (process.send) process.exit(1)'
  before=$(current)
  start_load
  run deploy_as_is
  end_load
  took_back_within_15
}

@test "a release that answers as another commit under PM2 is rolled back within 15 s, and no request fails" {
  break_run 'if (process.send) process.env.COMMIT = "0000000"'
  before=$(current)
  start_load
  run deploy_as_is
  end_load
  took_back_within_15
}

@test "a release whose endpoints do not answer as they should is rolled back within 15 s, and no request fails" {
  git checkout -q --detach main
  sed -i "s|'/run-cycle'|'/run-circles'|" functions/run-cycle.ts
  commit_all "broken: an endpoint under another path"
  before=$(current)
  start_load
  run deploy_as_is
  end_load
  [[ $output == *FAILED* ]]
  took_back_within_15
}

@test "after failures the next good release deploys" {
  commit_all "third release"
  deploy
  [[ $(health) == *"$(git rev-parse HEAD)"* ]]
}

@test "a changed environment file reloads the release that runs" {
  echo 'LOG_LEVEL=warn' >>"$DEPLOY_ROOT/etc/calendar-service/env"
  before=$(current)
  run deploy
  [ "$status" -eq 0 ]
  [[ $output == *"environment file changed"* ]]
  [ "$(current)" = "$before" ]
}

# Nginx reloads for these two.
@test "a new runtime starts a new daemon on the other port, and no request is lost" {
  old=$(cat "$DEPLOY_ROOT/opt/calendar-service/state/daemon")
  echo '# another runtime' >>scripts/deploy/runtime.pins
  commit_all "new runtime"
  start_load
  deploy
  end_load
  [ "$(lost)" -eq 0 ]
  new=$(cat "$DEPLOY_ROOT/opt/calendar-service/state/daemon")
  [ "${new% *}" != "${old% *}" ]
  [ "${new#* }" != "${old#* }" ]
  [ ! -e "$DEPLOY_ROOT/var/lib/calendar-service-pm2/${old% *}/pm2.pid" ]
}

@test "a rollback over a new runtime goes back to the old daemon, and no request is lost" {
  start_load
  deploy_command rollback
  end_load
  [ "$(lost)" -eq 0 ]
  [[ $(health) == *"$(git rev-parse HEAD~1)"* ]]
}

@test "old releases are pruned, and a reload still works" {
  commit_all "fourth release"
  KEEP_RELEASES=1 deploy
  [ "$(find "$DEPLOY_ROOT/opt/calendar-service/releases" -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]
  [ "$(find "$DEPLOY_ROOT/opt/calendar-service/runtime" -mindepth 1 -maxdepth 1 | wc -l)" -eq 1 ]
  LOG=$BATS_TEST_TMPDIR/log
  echo 'LOG_LEVEL=info' >>"$DEPLOY_ROOT/etc/calendar-service/env"
  start_load
  deploy
  end_load
  [ "$(failed)" -eq 0 ]
}

@test "a daemon that ended is started again by the next deploy" {
  runtime=$(cut -d' ' -f1 "$DEPLOY_ROOT/opt/calendar-service/state/daemon")
  daemon=$(cat "$DEPLOY_ROOT/var/lib/calendar-service-pm2/$runtime/pm2.pid")
  kill -KILL "$daemon"
  until_true 30 is_gone "$daemon"
  deploy
  health
}

@test "the local queue is copied whole while it is written" {
  queue=$DEPLOY_ROOT/var/lib/calendar-service/trial.sqlite
  setpriv --reuid nobody --regid nogroup --clear-groups sqlite3 "$queue" \
    'pragma journal_mode=wal; create table t (n); insert into t values (1), (2), (3);'
  "$DEPLOY_ROOT/opt/calendar-service/current/scripts/deploy/on-machine.sh" backup
  [ "$(sqlite3 "$DEPLOY_ROOT"/var/backups/calendar-service/trial-*.sqlite 'select count(*) from t')" -eq 3 ]
  rm "$queue"*
}

@test "logs rotate without a restart" {
  log=$DEPLOY_ROOT/var/log/calendar-service/service.log
  daemon=$(main_processes | head -1)
  logrotate --force --state "$BATS_TEST_TMPDIR/state" "$DEPLOY_ROOT/etc/logrotate.d/calendar-service"
  [ -e "$log.1" ]
  [ "$(main_processes | head -1)" -eq "$daemon" ]
  said_something() { health >/dev/null && [[ -s $log ]]; }
  until_true 30 said_something
}

@test "status and logs tell what runs" {
  run deploy_command status
  [[ $output == *"$(current)"* && $output == *online* ]]
  run deploy_command logs
  [ "$status" -eq 0 ]
}

@test "a command of the release runs with the service's environment" {
  run deploy_command run client list
  [ "$status" -eq 0 ]
  [[ $output == *00000000-0000-4000-8000-000000000001* ]]
}

@test "the service, PM2 and Nginx together use 350 MB at most" {
  start_load
  end_load
  [ "$(failed)" -eq 0 ]
  resident=0
  for pid in $(machine_processes); do
    resident=$((resident + $(awk '/^Rss:/ { print $2 }' "/proc/$pid/smaps_rollup")))
    echo "# $(ps -o rss=,args= "$pid" | cut -c1-90)" >&3
  done
  echo "# $((resident / 1024)) MB resident, what they share counted in each" >&3
  [ "$resident" -le $((350 * 1024)) ]
}
