#!/usr/bin/env bash
# Runs inside the container of systemd.bats as a machine of its own, on the distribution's paths: the first
# deploy, a second run, another release, a rollback, a restart. /trial is the test's folder.
# shellcheck disable=SC2009,SC2119
exec >/trial/out 2>&1
# shellcheck source=tests/deploy/helper.bash
. "$(dirname "${BASH_SOURCE[0]}")/helper.bash"
export HOME=/root SERVICE_USER=calendar HTTP_PORT=80 HTTPS_PORT=443 MIN_DISK_MB=500 BATS_FILE_TMPDIR=/root/trial
mkdir -p /root/trial /etc/calendar-service
exec 3>&1
cd "$CHECKOUT" || exit 1
start_world
DEPLOY_ROOT=
write_environment >/etc/calendar-service/env
unset DEPLOY_ROOT
new_repository /root/trial/repository
"$NODE" "$CHECKOUT/tests/deploy/file-server.ts" /trial/registry 21480 &
until_true 60 accepts 21480
export DEPLOY_REGISTRY=http://127.0.0.1:21480 npm_config_prefer_offline=true
cd /root/trial/repository || exit 1

said() { printf '== %s: %s\n' "$1" "$2"; }
deploy && said first "$(health)"
said second "$(deploy | tail -1)"
commit_all "second release"
deploy && said release "$(health)"
deploy_command rollback && said rollback "$(health)"
unit=$(systemctl list-units --plain --no-legend 'calendar-service@*' | awk '{ print $1 }')
systemctl restart "$unit" && said restart "$(health)"
said exposure "$(systemd-analyze security --no-pager "$unit" | sed -n 's|.*exposure level for .*: \([0-9.]*\) .*|\1|p')"
said timer "$(systemctl is-active calendar-service-backup.timer)"
said firewall "$(ufw status | tr '\n' ' ')"
systemctl start calendar-service-backup && said backup "$(find /var/backups/calendar-service -name '*.sqlite' | wc -l)"
said users "$(ps -eo user:20,args | grep -E '^[^ ]+ +(PM2|node /opt)' | awk '{ print $1 }' | sort -u | tr '\n' ' ')"
said commits "$(git rev-parse HEAD~1) $(git rev-parse HEAD)"
