import Sqlite from 'better-sqlite3'
import type { Pool } from 'pg'

/** Postgres notes every row of bookings that is written as an older version than stands there. */
export async function watchPostgres(pool: Pool): Promise<void> {
  await pool.query(`
    create table private.went_back (id uuid, version bigint, written bigint);
    create function private.note_went_back() returns trigger
    language plpgsql security definer set search_path = '' as $$
    begin
      insert into private.went_back values (old.id, old.version, new.version);
      return new;
    end $$;
    -- Runs before the trigger that makes every update a newer version: they run in the order of their names.
    create trigger a_watch before update on public.bookings
      for each row when (new.version < old.version) execute function private.note_went_back()`)
}

/** The queue file notes every claim that goes back a version, and all that is ever queued. */
export function watchFile(file: string): void {
  const db = new Sqlite(file)
  db.exec(`
    CREATE TABLE went_back (id TEXT, version INTEGER, written INTEGER);
    CREATE TRIGGER watch_claims AFTER UPDATE ON claims WHEN NEW.version < OLD.version BEGIN
      INSERT INTO went_back VALUES (OLD.id, OLD.version, NEW.version);
    END;
    CREATE TABLE queued (id INTEGER PRIMARY KEY, table_name TEXT, operation TEXT, payload TEXT, client_id TEXT);
    CREATE TRIGGER watch_pending AFTER INSERT ON pending_sync BEGIN
      INSERT INTO queued VALUES (NEW.id, NEW.table_name, NEW.operation, NEW.payload, NEW.client_id);
    END`)
  db.close()
}
