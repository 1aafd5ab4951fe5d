#!/usr/bin/env bats
# The same deploy over ssh: a real sshd on loopback, with a key of its own.

bats_require_minimum_version 1.5.0
load helper

setup_file() {
  start_registry "$BATS_FILE_TMPDIR/registry"
  start_world
  new_machine
  new_repository "$BATS_FILE_TMPDIR/repository"
  start_sshd
  export DEPLOY_ROOT REPOSITORY REGISTRY_PID SSHD_PID
}

teardown_file() {
  kill "$SSHD_PID"
  end_machine
}

start_sshd() {
  local folder=$BATS_FILE_TMPDIR/ssh
  mkdir -m 700 "$folder"
  mkdir -p /run/sshd
  ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
  ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
  cp "$folder/key.pub" "$folder/authorized"
  printf '%s\n' "Port 21422" "ListenAddress 127.0.0.1" "HostKey $folder/host" "AuthorizedKeysFile $folder/authorized" \
    "PidFile $folder/pid" "StrictModes no" "UsePAM no" "PermitRootLogin prohibit-password" >"$folder/config"
  /usr/sbin/sshd -D -f "$folder/config" -E "$folder/log" 3>&- &
  SSHD_PID=$!
  until_true 60 accepts 21422
  export DEPLOY_SSH="ssh -p 21422 -i $folder/key -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"
  # What the test's own environment says to a deploy on this machine, said to the one over there.
  REMOTE_SETTINGS="DEPLOY_ROOT=$DEPLOY_ROOT SERVICE_USER=$SERVICE_USER HTTP_PORT=$HTTP_PORT HTTPS_PORT=$HTTPS_PORT \
MIN_MEMORY_MB=$MIN_MEMORY_MB DEPLOY_REGISTRY=$DEPLOY_REGISTRY npm_config_prefer_offline=true \
REHEARSAL_SECONDS=$REHEARSAL_SECONDS RELOAD_SECONDS=$RELOAD_SECONDS GATE_SECONDS=$GATE_SECONDS SMOKE_SECONDS=$SMOKE_SECONDS"
  export REMOTE_SETTINGS REMOTE_BASE=$DEPLOY_ROOT/opt/calendar-service
}

setup() { cd "$REPOSITORY" || exit 1; }

over_ssh() { "$REPOSITORY/deploy.sh" "$@" 3>&-; }

@test "asked about a machine without a deploy it says so" {
  run over_ssh status root@127.0.0.1
  [ "$status" -eq 1 ]
  [ "$output" = "deploy: nothing is deployed there" ]
}

@test "a deploy over ssh brings the environment file along and the service up" {
  mv "$DEPLOY_ROOT/etc/calendar-service/env" production.env
  over_ssh root@127.0.0.1 --skip-check --env production.env
  [ "$(stat -c %a "$DEPLOY_ROOT/etc/calendar-service/env")" -eq 640 ]
  [[ $(health) == *"$(git rev-parse HEAD)"* ]]
}

@test "nothing of it stays in the machine's temporary folder, and no release holds the environment" {
  [ -z "$(find /tmp -maxdepth 2 -name env -newer "$BATS_FILE_TMPDIR/ssh/key" -path '/tmp/tmp.*' 2>/dev/null)" ]
  [ -z "$(find "$DEPLOY_ROOT/opt" -name env -type f -not -path '*/node_modules/*')" ]
}

@test "a second deploy over ssh changes nothing" {
  tree >"$BATS_TEST_TMPDIR/before"
  run over_ssh root@127.0.0.1 --skip-check
  [[ $output == *"0 change(s)"* ]]
  tree | cmp - "$BATS_TEST_TMPDIR/before"
}

@test "status and rollback go over ssh too" {
  commit_all "second release"
  over_ssh root@127.0.0.1 --skip-check
  over_ssh rollback root@127.0.0.1
  run over_ssh status root@127.0.0.1
  [[ $output == *"$(git rev-parse HEAD~1)"* ]]
}

@test "a connection lost in the middle of the switch leaves the machine with one release, whole" {
  commit_all "third release"
  setsid "$REPOSITORY/deploy.sh" root@127.0.0.1 --skip-check >"$BATS_TEST_TMPDIR/out" 2>&1 3>&- &
  near=$!
  until_true 180 grep -q 'current ->' "$BATS_TEST_TMPDIR/out"
  kill -KILL -- "-$near"
  until_true 180 flock --nonblock "$DEPLOY_ROOT/opt/calendar-service" true
  [[ $(health) == *"$(sed -n 's/^COMMIT=//p' "$DEPLOY_ROOT/opt/calendar-service/current/release.env")"* ]]
  run over_ssh root@127.0.0.1 --skip-check
  [[ $output == *"0 change(s)"* ]]
}
