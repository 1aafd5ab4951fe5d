#!/usr/bin/env bats
# The whole deploy on a machine with a running systemd: this one's files under an overlay, booted in a
# container without a network. Nothing outside the overlay and the test's folder changes.

load ../helper

setup_file() {
  export OUT=$BATS_FILE_TMPDIR/out WHY_NOT=$BATS_FILE_TMPDIR/why-not
  cannot_boot >"$WHY_NOT" && return 0
  rm "$WHY_NOT"
  start_registry "$BATS_FILE_TMPDIR/registry"
  kill "$REGISTRY_PID" || true
  boot 600 "$CHECKOUT/tests/deploy/in-systemd.sh"
  cat "$OUT"
  # The last thing it says: without it nothing below would mean anything.
  grep -q '^== commits: [0-9a-f]' "$OUT"
}

setup() { [[ ! -e $WHY_NOT ]] || skip "$(<"$WHY_NOT")"; }

# Says why no container can be booted here, or fails.
cannot_boot() {
  if [[ $(id -u) != 0 ]]; then echo "needs root" && return; fi
  if ! command -v systemd-nspawn >/dev/null; then echo "needs systemd-nspawn (package systemd-container)" && return; fi
  printf '#!/bin/sh\necho booted >/trial/out\n' >"$BATS_FILE_TMPDIR/try"
  chmod 755 "$BATS_FILE_TMPDIR/try"
  boot 60 /trial/try
  [[ $(cat "$OUT" 2>/dev/null) != booted ]] || return 1
  echo "this machine boots no container: $(tail -n 1 "$BATS_FILE_TMPDIR/console")"
}

# boot SECONDS SCRIPT: runs SCRIPT in the booted container, where /trial is the test's folder, and ends it.
# The checkout is bound in, wherever it lies: the container has a /tmp of its own.
boot() {
  mkdir -p "$BATS_FILE_TMPDIR/root"
  unshare --mount --propagation private bash -c '
    umount --recursive /sys/fs/cgroup && mount -t cgroup2 cgroup2 /sys/fs/cgroup
    mount --bind / "$1/root"
    timeout --kill-after=20 "$3" systemd-nspawn --quiet --volatile=overlay --directory="$1/root" --register=no --keep-unit --link-journal=no \
      --private-network --console=pipe --bind="$1:/trial" --bind-ro="$2" --boot \
      "systemd.run=$4" systemd.mask=ssh.service systemd.mask=unattended-upgrades.service
  ' _ "$BATS_FILE_TMPDIR" "$CHECKOUT" "$@" >"$BATS_FILE_TMPDIR/console" 2>&1 </dev/null 3>&- || true
}

told() { sed -n "s/^== $1: //p" "$OUT"; }

@test "the first deploy sets the machine up and serves" {
  [[ $(told first) == *"$(told commits | cut -d' ' -f1)"* ]]
}

@test "a second run changes nothing" {
  [ "$(told second)" = "0 change(s)" ]
}

@test "a release, a rollback and a restart of the unit each serve what they should" {
  [[ $(told release) == *"$(told commits | cut -d' ' -f2)"* ]]
  [[ $(told rollback) == *"$(told commits | cut -d' ' -f1)"* ]]
  [[ $(told restart) == *"$(told commits | cut -d' ' -f1)"* ]]
}

@test "the running unit is exposed 1.5 at most, and all of it runs as the service's user" {
  echo "# exposure $(told exposure)" >&3
  [ "$(awk -v e="$(told exposure)" 'BEGIN { print (e > 0 && e <= 1.5) }')" -eq 1 ]
  [ "$(told users)" = "calendar " ]
}

@test "the firewall lets in ssh and the web only; the backup runs by a timer and makes a copy" {
  [[ $(told firewall) == "Status: active "* ]]
  [ "$(told firewall | grep -oE '[0-9]+/tcp +ALLOW' | sort -u | tr -d '\n')" = "$(printf '%s' '22/tcp                     ALLOW' '443/tcp                    ALLOW' '80/tcp                     ALLOW')" ]
  [ "$(told timer)" = active ]
  [ "$(told backup)" -ge 1 ]
}
