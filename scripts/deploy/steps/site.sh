# shellcheck shell=bash
# Nginx in front: one site, always TLS. A self-signed placeholder stands in until the name points here.

prepare_site() {
  local port=$1 host wrote=no
  host=$(public_host)
  say "Site $host"
  prepare_certificate_files "$host"
  prepare_connections
  wrote=$WROTE
  render_site "$host" "$port"
  ensure_file "$RENDERED" "$NGINX/sites-available/$APP.conf" 644 root
  [[ $WROTE == no ]] || wrote=yes
  ensure_link "../sites-available/$APP.conf" "$NGINX/sites-enabled/$APP.conf"
  [[ $WROTE == no ]] || wrote=yes
  # The distribution's welcome page would answer for names that are not ours.
  if [[ -L $NGINX/sites-enabled/default ]]; then
    act "no welcome page" rm "$NGINX/sites-enabled/default"
    wrote=yes
  fi
  if [[ $wrote == yes ]]; then act "Nginx takes the site" reload_site; fi
}

# The distribution's 768 are used up by a few hundred callers of a slow vendor; then Nginx drops connections.
prepare_connections() {
  local now
  WROTE=no
  now=$(awk '$1 == "worker_connections" { print $2 + 0 }' "$NGINX/nginx.conf")
  if ((${now:-4096} >= 4096)); then return 0; fi
  sed 's/^\([[:space:]]*worker_connections\)[[:space:]].*/\1 4096;/' "$NGINX/nginx.conf" >"$WORK/nginx.conf"
  ensure_file "$WORK/nginx.conf" "$NGINX/nginx.conf" 644 root
}

render_site() {
  local ipv6_http='' ipv6_https='' keepalive_min='' version
  if [[ -f /proc/net/if_inet6 && -z $ROOT ]]; then
    ipv6_http="listen [::]:$HTTP_PORT;"
    ipv6_https="listen [::]:$HTTPS_PORT ssl http2;"
  fi
  # From this version on a reload does not close a connection somebody may just be writing into.
  version=$(nginx -v 2>&1 | sed 's/.*nginx\/\([0-9.]*\).*/\1/')
  if printf '1.27.4\n%s\n' "$version" | sort -VC; then keepalive_min='keepalive_min_timeout 3s;'; fi
  render site.conf site.conf "KEEPALIVE_MIN=$keepalive_min" "HOST=$1" "PORT=$2" "HTTP_PORT=$HTTP_PORT" "HTTPS_PORT=$HTTPS_PORT" \
    "IPV6_HTTP=$ipv6_http" "IPV6_HTTPS=$ipv6_https" "ACME_WEBROOT=$ACME_WEBROOT" "ETC=$ETC" "NGINX_LOGS=$NGINX_LOGS"
}

# A configuration that does not hold leaves the running one in place.
reload_site() {
  nginx -t -q -c "$NGINX/nginx.conf" || { say "  nginx -t refuses the configuration"; return 1; }
  if has_systemd; then
    systemctl enable --quiet nginx
    systemctl reload-or-restart nginx
  elif [[ -s $ROOT/run/nginx.pid ]] && kill -0 "$(<"$ROOT/run/nginx.pid")" 2>/dev/null; then
    nginx -c "$NGINX/nginx.conf" -s reload
  else
    nginx -c "$NGINX/nginx.conf" 9<&-
  fi
}

prepare_certificate_files() {
  if [[ -e $ETC/tls/fullchain.pem && -e $ETC/tls/privkey.pem ]]; then return 0; fi
  act "a self-signed placeholder certificate" make_placeholder "$1"
}

make_placeholder() {
  local folder=$ETC/tls/placeholder
  install -d -m 700 "$ETC/tls" "$folder"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj "/CN=$1" \
    -addext "subjectAltName=DNS:$1" -keyout "$folder/privkey.pem" -out "$folder/fullchain.pem" 2>/dev/null
  swap_link placeholder/fullchain.pem "$ETC/tls/fullchain.pem"
  swap_link placeholder/privkey.pem "$ETC/tls/privkey.pem"
}

# Let's Encrypt over the site that already answers on port 80. certbot's own timer renews; our hook reloads.
prepare_certificate() {
  local host live
  host=$(public_host)
  live=$LETSENCRYPT/live/$host
  say "Certificate"
  render renewal-hook renewal-hook "ROOT=$ROOT" "USER=$SERVICE_USER" "HTTP_PORT=$HTTP_PORT" \
    "HTTPS_PORT=$HTTPS_PORT" "CURRENT=$CURRENT"
  ensure_file "$RENDERED" "$LETSENCRYPT/renewal-hooks/deploy/$APP" 755 root
  if [[ ! -e $live/fullchain.pem ]]; then
    if [[ -z $ACME_SERVER ]] && ! points_here "$host" && ! leads_here "$host"; then
      skipped "certificate ($host does not lead to this machine; the placeholder serves, deploy again then)"
      return 0
    fi
    act "a certificate for $host from ${ACME_SERVER:-Let’s Encrypt}" issue_certificate "$host"
    is_dry && return 0
  fi
  ensure_link "$live/fullchain.pem" "$ETC/tls/fullchain.pem"
  local moved=$WROTE
  ensure_link "$live/privkey.pem" "$ETC/tls/privkey.pem"
  if [[ $moved == yes || $WROTE == yes ]]; then act "Nginx takes the certificate" reload_site; fi
}

# A reserved address or a balancer's is none of the machine's own. So the name is asked for a file of ours, as
# Let's Encrypt will.
leads_here() {
  is_dry && return 1
  local folder=$ACME_WEBROOT/.well-known/acme-challenge name answer
  name=here-$(openssl rand -hex 16)
  mkdir -p "$folder"
  echo "$name" >"$folder/$name"
  answer=$(curl -fsS --max-time 5 "http://$1:$HTTP_PORT/.well-known/acme-challenge/$name" 2>/dev/null) || answer=''
  rm -f "$folder/$name"
  [[ $answer == "$name" ]]
}

issue_certificate() {
  local email
  local -a options=()
  email=$(env_value ADMIN_EMAIL)
  if [[ -n $email ]]; then options+=(--email "$email"); else options+=(--register-unsafely-without-email); fi
  run_certbot certonly --non-interactive --agree-tos "${options[@]}" --key-type ecdsa \
    --webroot -w "$ACME_WEBROOT" -d "$1" --http-01-port "$HTTP_PORT"
}

run_certbot() {
  local -a where=()
  [[ -z $ACME_SERVER ]] || where+=(--server "$ACME_SERVER")
  [[ -z $ROOT ]] || where+=(--config-dir "$LETSENCRYPT" --work-dir "$ROOT/var/lib/letsencrypt" --logs-dir "$ROOT/var/log/letsencrypt")
  certbot "$@" --quiet "${where[@]}"
}
