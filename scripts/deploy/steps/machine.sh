# shellcheck shell=bash
# What a machine gets once: packages, the user, folders, the firewall, upgrades, rotation, backups.

prepare_machine() {
  say "Machine"
  prepare_packages
  prepare_user
  prepare_folders
  prepare_firewall
  prepare_upgrades
  prepare_rotation
  prepare_backups
}

prepare_packages() {
  local package
  local -a missing=()
  if [[ -n $ROOT ]]; then
    skipped "packages (a trial in $ROOT)"
    return
  fi
  for package in libatomic1 nginx certbot sqlite3 curl openssl ca-certificates ufw unattended-upgrades logrotate; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if ((${#missing[@]} > 0)); then act "packages: ${missing[*]}" install_packages "${missing[@]}"; fi
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive LC_ALL=C
  update_packages && apt-get install -y -qq -o DPkg::Lock::Timeout=300 --no-install-recommends "$@" >/dev/null
}

# A machine just made is still upgrading itself. apt-get waits for that one's lock on packages, not on lists.
update_packages() {
  local tries out
  for ((tries = 0; tries < 60; tries++)); do
    if out=$(apt-get update -qq 2>&1); then return 0; fi
    [[ $out == *"Could not get lock"* ]] || break
    sleep 5
  done
  fail "the lists of packages cannot be updated: $out"
}

prepare_user() {
  if id -u "$SERVICE_USER" >/dev/null 2>&1; then return 0; fi
  if [[ -n $ROOT ]]; then fail "a trial needs SERVICE_USER to be a user that exists"; fi
  act "user $SERVICE_USER (no login, no home)" \
    useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$SERVICE_USER"
}

prepare_folders() {
  local path
  for path in "$BASE" "$RELEASES" "$RUNTIMES" "$STATE" "$ACME_WEBROOT"; do ensure_dir "$path" 755 root; done
  ensure_dir "$ETC" 755 root
  for path in "$DATA" "$PM2_HOMES" "$CACHE" "$LOGS" "$BACKUPS"; do ensure_dir "$path" 700 "$SERVICE_USER"; done
  if [[ -n ${ENV_UPLOAD:-} ]]; then
    ensure_file "$ENV_UPLOAD" "$ENV_FILE" 640 "root:$(service_group)"
  elif [[ $(stat -c '%a %U %G' "$ENV_FILE" 2>/dev/null) != "640 root $(service_group)" ]]; then
    act "$ENV_FILE readable by root and the service only" own_env_file
  fi
}

own_env_file() { chown "root:$(service_group)" "$ENV_FILE" && chmod 640 "$ENV_FILE"; }
# A dry run may come before the user exists.
service_group() { id -gn "$SERVICE_USER" 2>/dev/null || echo "$SERVICE_USER"; }

prepare_firewall() {
  local port
  local -a ports
  if [[ -n $ROOT ]]; then
    skipped "firewall (a trial in $ROOT)"
    return
  fi
  # Whoever changed sshd's port must not be locked out.
  mapfile -t ports < <(sshd -T 2>/dev/null | awk '$1 == "port" { print $2 }')
  ((${#ports[@]} > 0)) || ports=(22)
  for port in "${ports[@]}" "$HTTP_PORT" "$HTTPS_PORT"; do
    ufw show added 2>/dev/null | grep -q "allow $port/tcp" || act "firewall: allow $port/tcp" ufw allow "$port/tcp"
  done
  ufw status 2>/dev/null | grep -q '^Status: active' || act "firewall: on" ufw --force enable
}

prepare_upgrades() {
  render upgrades.conf upgrades
  ensure_file "$RENDERED" "$ROOT/etc/apt/apt.conf.d/52$APP" 644 root
}

prepare_rotation() {
  render logrotate.conf logrotate "LOGS=$LOGS" "USER=$SERVICE_USER" "GROUP=$(service_group)" "ROOT=$ROOT" "CURRENT=$CURRENT"
  ensure_file "$RENDERED" "$ROOT/etc/logrotate.d/$APP" 644 root
}

prepare_backups() {
  render backup.service backup.service "USER=$SERVICE_USER" "CURRENT=$CURRENT"
  ensure_file "$RENDERED" "$UNITS/$APP-backup.service" 644 root
  render backup.timer backup.timer
  ensure_file "$RENDERED" "$UNITS/$APP-backup.timer" 644 root
  if ! has_systemd; then
    skipped "backup timer enabled (no systemd)"
  elif ! systemctl is-enabled --quiet "$APP-backup.timer" 2>/dev/null; then
    act "backup every six hours" systemctl enable --now "$APP-backup.timer"
  fi
}

# A consistent copy while the service writes; made as its user, so that no file of root's appears beside it.
backup_queue() {
  local source copy stamp
  stamp=$(date -u +%Y%m%d-%H%M%S)
  for source in "$DATA"/*.sqlite; do
    [[ -f $source ]] || continue
    copy=$BACKUPS/$(basename "$source" .sqlite)-$stamp.sqlite
    as_user sqlite3 "$source" ".timeout 10000" ".backup '$copy'"
    [[ $(as_user sqlite3 "$copy" 'PRAGMA integrity_check') == ok ]] || fail "the backup $copy is not sound"
    say "  backup $copy"
  done
  # -mtime counts whole days only, and would keep them for a day more.
  find "$BACKUPS" -name '*.sqlite' -mmin "+$((${KEEP_BACKUP_DAYS:-7} * 1440))" -delete
}

# setpriv execs, so a background job's process id is the command's own. A daemon must not keep the lock (9).
as_user() { setpriv --reuid "$SERVICE_USER" --regid "$(service_group)" --init-groups --no-new-privs "$@" 9<&-; }
