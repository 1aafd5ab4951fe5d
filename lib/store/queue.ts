/**
 * The durable local queue beside the process (SQLite): pending operations for Supabase, claims, the
 * outbox of messages and the mirror of clients and encrypted tokens.
 */
export type Queue = {
  close(): void
}
