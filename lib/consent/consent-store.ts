import type { Deadline } from '../deadline.ts'

/** One journey to Google and back, as it is stored: hashes and envelopes, never plain (table oauth_states). */
export type ConsentState = {
  /** SHA-256 of the state, base64url. */
  stateHash: string
  clientId: string
  /** The PKCE verifier's envelope. */
  verifier: string
  /** SHA-256 of the browser's cookie, base64url. */
  browserHash: string
  /** Epoch ms. */
  expiresAt: number
}

/** What a client's row says of their Google account. */
export type Connection = { account?: string; status: 'none' | 'connected' | 'lost' }

/** Where consent is kept track of. Throws VendorFailure('supabase', …). */
export type ConsentStore = {
  addState(state: ConsentState, deadline: Deadline): Promise<void>
  /** Reads a state without using it; undefined when there is none. */
  findState(
    stateHash: string,
    deadline: Deadline,
  ): Promise<(ConsentState & { used: boolean }) | undefined>
  /** Uses a state up, once: true for one caller only, whoever else asks at the same moment. */
  useState(stateHash: string, deadline: Deadline): Promise<boolean>
  /** Undefined when there is no such client. */
  connection(clientId: string, deadline: Deadline): Promise<Connection | undefined>
  /** Writes google_account, google_status `connected` and connected_at (epoch ms). */
  connect(clientId: string, to: { account: string; at: number }, deadline: Deadline): Promise<void>
  /** Clears the account; google_status `none`. */
  disconnect(clientId: string, deadline: Deadline): Promise<void>
}
