/** The queue file, step by step; a released step never changes. Instants are epoch ms. */
export const queueSteps: readonly string[] = [
  `
  -- Operations for Supabase that could not be written there yet. The first five columns are the owner's.
  CREATE TABLE pending_sync (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    operation TEXT NOT NULL,  -- 'insert', 'update'
    payload JSON NOT NULL,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    -- Order is kept within one client; '' stands for operations of no client.
    client_id TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Why it was set aside: Supabase will never take it as it is.
    poisoned TEXT,
    reported INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX pending_sync_by_client ON pending_sync (client_id, id) WHERE poisoned IS NULL;

  -- Claims of bookings; \`booking\` is the whole row, the other columns what is searched by.
  CREATE TABLE claims (
    id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    call_id TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    from_start INTEGER,
    from_end INTEGER,
    is_guarding INTEGER NOT NULL,
    lease_until INTEGER,
    booking JSON NOT NULL
  );
  CREATE INDEX claims_by_time ON claims (client_id, end_at) WHERE is_guarding = 1;
  CREATE INDEX claims_by_call ON claims (client_id, call_id) WHERE state <> 'released';
  CREATE INDEX claims_due ON claims (lease_until) WHERE state IN ('claimed', 'inserting', 'unknown');

  -- Which request keys a booking answers to.
  CREATE TABLE claim_requests (
    client_id TEXT NOT NULL,
    request_key TEXT NOT NULL,
    claim_id TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    PRIMARY KEY (client_id, request_key, claim_id)
  ) WITHOUT ROWID;

  -- Messages to send and to follow; \`message\` is the whole row.
  CREATE TABLE outbox (
    id TEXT PRIMARY KEY,
    client_id TEXT NOT NULL,
    booking_id TEXT,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    next_try INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    message JSON NOT NULL
  );
  CREATE INDEX outbox_due ON outbox (next_try) WHERE state NOT IN ('done', 'dropped');
  CREATE INDEX outbox_by_booking ON outbox (booking_id) WHERE booking_id IS NOT NULL;

  -- When a text went to a number, for the caps.
  CREATE TABLE sent_texts (sent_at INTEGER NOT NULL, number TEXT NOT NULL, client_id TEXT NOT NULL);
  CREATE INDEX sent_texts_by_time ON sent_texts (sent_at);

  -- Last known rows of clients and of their encrypted tokens.
  CREATE TABLE mirror (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    row JSON NOT NULL,
    seen_at INTEGER NOT NULL,
    PRIMARY KEY (kind, id)
  ) WITHOUT ROWID;

  -- Who does a job that two processes must not do at once.
  CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL);

  -- What is remembered between cycles (since when something is down, what was alerted).
  CREATE TABLE notes (name TEXT PRIMARY KEY, value JSON NOT NULL);
  `,
  `
  -- What requests decided by, for looking back; bounded, and gone after RETENTION_DAYS.
  CREATE TABLE traces (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    trace JSON NOT NULL
  );
  CREATE INDEX traces_by_time ON traces (at);
  `,
]
