#!/usr/bin/env bats
# Two processes, each with a queue of its own, behind a real Nginx, sharing Postgres and Redis: one is killed
# under load. As on two machines, but for the network between them.

HTTP_PORT=23080 HTTPS_PORT=23443

load helper

setup_file() {
  WORLD_PORT=23100 start_world
  FOLDER=$(mktemp -d /tmp/two-XXXX)
  chmod 755 "$FOLDER"
  export FOLDER
  redis-server --port 21637 --bind 127.0.0.1 --save '' --dir "$FOLDER" >"$FOLDER/redis.log" 2>&1 3>&- &
  REDIS_PID=$!
  until_true 60 accepts 21637
  start_service 1
  start_service 2
  start_nginx
  export REDIS_PID
}

teardown_file() {
  local pid
  local -a pids
  mapfile -t pids < <(cat "$FOLDER"/*.pid)
  kill "$REDIS_PID" "$WORLD_PID" "${pids[@]}" 2>/dev/null || true
  for pid in "$WORLD_PID" "${pids[@]}"; do until_true 30 is_gone "$pid"; done
  rm -rf "$FOLDER"
}

# start_service NUMBER
start_service() {
  local port=2131$1
  DEPLOY_ROOT=$FOLDER write_environment |
    sed -e "s|^PORT=.*|PORT=$port|" -e "s|^DATA_DIR=.*|DATA_DIR=$FOLDER/data$1|" >"$FOLDER/env$1"
  echo REDIS_URL=redis://127.0.0.1:21637 >>"$FOLDER/env$1"
  env -i PATH=/usr/bin:/bin "$NODE" "--env-file=$FOLDER/env$1" "$CHECKOUT/scripts/start.js" >"$FOLDER/service$1.log" 2>&1 3>&- &
  echo $! >"$FOLDER/service$1.pid"
  curl -fsS --retry 60 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/health" >/dev/null
}

# The site as deploy.sh writes it, with a second server.
start_nginx() {
  local site=$FOLDER/site.conf HERE=$CHECKOUT/scripts/deploy WORK=$FOLDER ROOT=$FOLDER
  . "$HERE/settings.sh"
  . "$HERE/act.sh"
  . "$HERE/steps/site.sh"
  NGINX_LOGS=$FOLDER ETC=$FOLDER ROOT=$FOLDER ACME_WEBROOT=$FOLDER
  make_placeholder "$HOST_NAME"
  render_site "$HOST_NAME" 21311
  sed 's/^  server 127.0.0.1:21311;/&\n  server 127.0.0.1:21312;/' "$RENDERED" >"$site.two"
  cat >"$FOLDER/nginx.conf" <<CONF
worker_processes 1;
pid $FOLDER/nginx.pid;
error_log $FOLDER/error.log;
events { worker_connections 4096; }
http {
  client_body_temp_path $FOLDER/body; proxy_temp_path $FOLDER/proxy; fastcgi_temp_path $FOLDER/fastcgi;
  uwsgi_temp_path $FOLDER/uwsgi; scgi_temp_path $FOLDER/scgi;
  include $site.two;
}
CONF
  nginx -c "$FOLDER/nginx.conf" 3>&-
}

@test "both take requests, and one killed under load loses none and books nothing twice" {
  start_load
  sleep 5
  kill -KILL "$(cat "$FOLDER/service1.pid")"
  end_load
  [ "$(lost)" -eq 0 ]
  "$NODE" "$CHECKOUT/tests/deploy/rows.ts" "$WORLD/world.env" "$LOAD.calls" "$FOLDER/data2/queue.sqlite"
  google=$(sed -n 's/^GOOGLE_API_URL=//p' "$WORLD/world.env")
  curl -fsS "$google/local/events" | "$NODE" -e '
    const events = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
    const starts = events.filter((e) => JSON.stringify(e).includes("Jordan Reyes")).map((e) => JSON.stringify(e.start))
    console.log(`${starts.length} events, ${new Set(starts).size} starts`)
    process.exitCode = starts.length > 0 && new Set(starts).size === starts.length ? 0 : 1'
  grep -q endpoint "$FOLDER/service1.log"
  grep -q endpoint "$FOLDER/service2.log"
}

@test "limits and holds are in Redis, one for both" {
  run redis-cli -p 21637 --scan
  echo "$output"
  [[ $output == *00000000-0000-4000-8000-000000000001* ]]
}
