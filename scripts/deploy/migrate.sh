#!/usr/bin/env bash
# Applies what is new in supabase/migrations to the database named by DATABASE_URL (the direct connection,
# not the transaction pooler), each file in one transaction, in order, by psql. Keeps the Supabase CLI's own
# ledger, so that either tool may go on where the other stopped.
#   MIGRATE_DRY_RUN=yes says what is new; MIGRATE_REVIEWED=yes also takes what an older release may not survive.
set -Eeuo pipefail

cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."
folder=${MIGRATIONS:-supabase/migrations}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  printf 'migrate: %s\n' "$*" >&2
  exit 1
}

main() {
  [[ -n ${DATABASE_URL:-} ]] || fail "DATABASE_URL is not set"
  command -v psql >/dev/null || fail "psql is missing (package postgresql-client)"
  write_service_file
  local names name
  local -a new=()
  names=$(new_migrations) || fail "the database does not say what was applied"
  if [[ -z $names ]]; then
    echo "Migrations: nothing new"
    return
  fi
  # mapfile is not in the bash of macOS, from where one may deploy.
  while IFS= read -r name; do new+=("$name"); done <<<"$names"
  printf 'Migration: %s\n' "${new[@]}"
  refuse_unreviewed "${new[@]}"
  if [[ ${MIGRATE_DRY_RUN:-no} == yes ]]; then
    echo "would apply ${#new[@]}; nothing was changed"
    return
  fi
  apply "${new[@]}"
}

# A connection's password on a command line could be read by everybody on the machine.
write_service_file() {
  local pattern='^postgres(ql)?://([^:@/]+)(:([^@]*))?@([^:/?]+)(:([0-9]+))?/([^?]*)(\?(.*))?$' pair
  [[ $DATABASE_URL =~ $pattern ]] || fail "DATABASE_URL must look like postgresql://user:password@host:5432/postgres"
  umask 077
  {
    printf '[migrate]\nuser=%s\npassword=%s\n' "$(decoded "${BASH_REMATCH[2]}")" "$(decoded "${BASH_REMATCH[4]}")"
    printf 'host=%s\nport=%s\ndbname=%s\n' "$(decoded "${BASH_REMATCH[5]}")" "${BASH_REMATCH[7]:-5432}" "${BASH_REMATCH[8]:-postgres}"
    for pair in ${BASH_REMATCH[10]//&/ }; do printf '%s=%s\n' "${pair%%=*}" "$(decoded "${pair#*=}")"; done
  } >"$work/service"
  export PGSERVICEFILE=$work/service PGCONNECT_TIMEOUT=10
}
decoded() { printf '%b' "${1//%/\\x}"; }

query() { psql -X -q -A -t -v ON_ERROR_STOP=1 service=migrate "$@"; }

new_migrations() {
  local applied file
  applied=$(query -c "select to_regclass('supabase_migrations.schema_migrations') is not null") || return 1
  if [[ $applied == t ]]; then
    applied=$(query -c 'select version from supabase_migrations.schema_migrations') || return 1
  fi
  for file in "$folder"/*.sql; do
    file=$(basename "$file" .sql)
    grep -qxF "${file%%_*}" <<<"$applied" || echo "$file"
  done
}

# The running release and the one before it (for a rollback) go on with the new tables.
refuse_unreviewed() {
  local name lines
  lines=$(for name in "$@"; do breaking_lines "$folder/$name.sql" | sed "s|^|  $name.sql:|"; done)
  [[ -n $lines ]] || return 0
  echo "$lines"
  [[ ${MIGRATE_REVIEWED:-no} == yes ]] ||
    fail "the lines above can break the release that runs, or the way back; look at them, then add --reviewed"
}

# What takes away or changes meaning, and columns an older release would not fill in.
breaking_lines() {
  local sql
  sql=$(sed 's/--.*//' "$1")
  {
    grep -inE '\b(drop +(table|column|view|function|type|schema)|rename +(to|column)|alter +column +[a-z_"]+ +(set +not +null|(set +data +)?type)|truncate)\b' <<<"$sql" || true
    grep -inE '\badd +column[^,;]*\bnot +null\b' <<<"$sql" | grep -viw default || true
  } | sort -n -u
}

apply() {
  local name version
  query -c 'set client_min_messages = warning' -c 'create schema if not exists supabase_migrations' \
    -c 'create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text)' ||
    fail "the ledger of migrations cannot be made"
  for name in "$@"; do
    version=${name%%_*}
    query --single-transaction -v version="$version" -v name="${name#*_}" -f "$folder/$name.sql" \
      -f <(echo "insert into supabase_migrations.schema_migrations (version, name) values (:'version', :'name')") >/dev/null ||
      fail "$name was not applied; those before it are"
    echo "applied $name"
  done
}

main
