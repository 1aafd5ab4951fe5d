#!/usr/bin/env bats
# Let's Encrypt's own test server (Pebble) on loopback: issue, renewal and the hook behind it, and what the
# site looks like to testssl and to slow clients. The tests follow one another.

load helper

setup_file() {
  start_registry "$BATS_FILE_TMPDIR/registry"
  start_world
  new_machine
  new_repository "$BATS_FILE_TMPDIR/repository"
  start_pebble
  export DEPLOY_ROOT REPOSITORY REGISTRY_PID PEBBLE_PIDS
}

teardown_file() {
  # shellcheck disable=SC2086
  kill $PEBBLE_PIDS
  end_machine
}

setup() { cd "$REPOSITORY" || exit 1; }
teardown() { [[ -z ${LOAD_PID:-} ]] || kill -KILL "$LOAD_PID" 2>/dev/null || true; }

start_pebble() {
  local folder=$BATS_FILE_TMPDIR/pebble
  mkdir "$folder"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$folder/key.pem" -out "$folder/cert.pem" 2>/dev/null
  cat >"$folder/config.json" <<JSON
{ "pebble": {
  "listenAddress": "127.0.0.1:21500", "managementListenAddress": "127.0.0.1:21501",
  "certificate": "$folder/cert.pem", "privateKey": "$folder/key.pem",
  "httpPort": $HTTP_PORT, "tlsPort": $HTTPS_PORT, "ocspResponderURL": "http://127.0.0.1:21503" } }
JSON
  pebble-challtestsrv -dns01 127.0.0.1:21553 -http01 '' -https01 '' -tlsalpn01 '' -management 127.0.0.1:21502 \
    -defaultIPv4 127.0.0.1 -defaultIPv6 '' >"$folder/dns.log" 2>&1 3>&- &
  PEBBLE_PIDS=$!
  PEBBLE_VA_NOSLEEP=1 PEBBLE_WFE_NONCEREJECT=0 pebble -config "$folder/config.json" -dnsserver 127.0.0.1:21553 \
    >"$folder/pebble.log" 2>&1 3>&- &
  PEBBLE_PIDS+=" $!"
  until_true 60 accepts 21500
  export ACME_SERVER=https://localhost:21500/dir REQUESTS_CA_BUNDLE=$folder/cert.pem
}

# What Nginx shows: issuer and serial.
shown() {
  openssl s_client -connect "127.0.0.1:$HTTPS_PORT" -servername "$HOST_NAME" </dev/null 2>/dev/null |
    openssl x509 -noout -issuer -serial | tr '\n' ' '
}

@test "a deploy gets a certificate and Nginx shows it" {
  run deploy
  echo "$output"
  [ "$status" -eq 0 ]
  # Nginx takes a moment from the signal to the new certificate.
  shows_pebble() { [[ $(shown) == *Pebble* ]]; }
  until_true 30 shows_pebble
}

@test "a second deploy asks for none" {
  before=$(shown)
  run deploy
  [[ $output == *"0 change(s)"* ]]
  [ "$(shown)" = "$before" ]
}

@test "a renewal runs the deploy hook, Nginx shows the new certificate, and no request fails" {
  before=$(shown)
  start_load
  certbot renew --force-renewal --no-random-sleep-on-renew --quiet --config-dir "$DEPLOY_ROOT/etc/letsencrypt" \
    --work-dir "$DEPLOY_ROOT/var/lib/letsencrypt" --logs-dir "$DEPLOY_ROOT/var/log/letsencrypt"
  end_load
  # Nginx reloads (see deploy.bats).
  [ "$(lost)" -eq 0 ]
  shows_another() { [[ $(shown) == *Pebble* && $(shown) != "$before" ]]; }
  until_true 30 shows_another
}

@test "testssl finds nothing above low" {
  curl -fsSk https://127.0.0.1:21501/roots/0 >"$BATS_TEST_TMPDIR/root.pem"
  testssl --quiet --color 0 --ip 127.0.0.1 --nodns none --add-ca "$BATS_TEST_TMPDIR/root.pem" --warnings off \
    --jsonfile "$BATS_TEST_TMPDIR/found.json" "https://$HOST_NAME:$HTTPS_PORT" >"$BATS_TEST_TMPDIR/testssl.log" 2>&1 || true
  "$NODE" -e '
    const found = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
    // How long a certificate lives is for its issuer to say: five years with Pebble, ninety days with the real one.
    const bad = found.filter(({ id, severity }) => id !== "cert_validityPeriod" &&
      ["MEDIUM", "HIGH", "CRITICAL", "FATAL"].includes(severity))
    console.log(`${found.length} findings, above low:`, bad)
    process.exitCode = bad.length > 0 || found.length < 50 ? 1 : 0
  ' "$BATS_TEST_TMPDIR/found.json"
}

@test "two hundred slow clients keep nobody else waiting, and are cut off" {
  slowhttptest -c 200 -H -i 3 -r 100 -l 90 -x 24 -p 3 -u "https://127.0.0.1:$HTTPS_PORT/health" \
    >"$BATS_TEST_TMPDIR/slow.log" 2>&1 3>&- &
  slow=$!
  start_load
  end_load
  wait "$slow" || true
  [ "$(failed)" -eq 0 ]
  # Within the 90 s of -l, or the limit would be the reason given.
  grep -q 'No open connections left' "$BATS_TEST_TMPDIR/slow.log"
}

@test "a body over 2 MB is refused with a problem, and plain HTTP is sent to HTTPS" {
  head -c 2200000 /dev/zero >"$BATS_TEST_TMPDIR/large"
  run through_nginx /book -w ' %{http_code} %{content_type}' \
    -H 'content-type: application/json' -H 'Expect:' --data-binary "@$BATS_TEST_TMPDIR/large"
  [[ $output == *too_large*"413 application/problem+json"* ]]
  run curl -sS -o /dev/null -w '%{http_code} %{redirect_url}' --resolve "$HOST_NAME:$HTTP_PORT:127.0.0.1" "http://$HOST_NAME:$HTTP_PORT/health"
  [[ $output == "308 https://$HOST_NAME/health" ]]
}

@test "with the service gone Nginx answers with a problem, and the next deploy starts it again" {
  runtime=$(cut -d' ' -f1 "$DEPLOY_ROOT/opt/calendar-service/state/daemon")
  kill -KILL "$(cat "$DEPLOY_ROOT/var/lib/calendar-service-pm2/$runtime/pm2.pid")"
  answers_itself() { [[ $(through_nginx /health -w ' %{http_code}') == *unavailable*503 ]]; }
  until_true 30 answers_itself
  deploy
  health
}
