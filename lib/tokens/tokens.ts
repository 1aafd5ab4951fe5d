import type { Deadline } from '../deadline.ts'

/** The way to a plain access token, which exists only around one API call. */
export type Tokens = {
  /**
   * A token good for at least 5 minutes, refreshed when needed (single flight per client); while Google
   * cannot refresh, one with what it has left.
   * Throws VendorFailure: google/invalid_grant when consent is gone or never was (final),
   * google or supabase/unreachable and the like otherwise.
   */
  access(clientId: string, deadline: Deadline): Promise<string>
  /** After a 401 on `refused`: a newer token, from one refresh shared by all who ask. */
  renew(clientId: string, refused: string, deadline: Deadline): Promise<string>
  /** Forgets what is cached of a client (disconnected, reconnected). */
  forget(clientId: string): void
}
