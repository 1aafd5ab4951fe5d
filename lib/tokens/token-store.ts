import type { Deadline } from '../deadline.ts'

/** A client's Google tokens as they are stored: envelopes, never plain. */
export type SealedTokens = {
  access: string
  refresh: string
  /** When the access token expires, epoch ms. */
  expiresAt: number
}

/** Where sealed tokens live (table oauth_tokens). Throws VendorFailure('supabase', …). */
export type TokenStore = {
  /** What a durable copy beside the store says, without asking the store; absent where there is none. */
  known?(clientId: string): SealedTokens | undefined
  /** Undefined when the client never gave consent, or took it back. */
  get(clientId: string, deadline: Deadline): Promise<SealedTokens | undefined>
  /** Consent given: writes a client's tokens over what was there, if anything. */
  put(clientId: string, tokens: SealedTokens, deadline: Deadline): Promise<void>
  /** Refreshed: writes over the tokens that are there; false when they were erased or replaced meanwhile. Durable where there is a queue. */
  update(clientId: string, tokens: SealedTokens, deadline: Deadline): Promise<boolean>
  /** Consent taken back. */
  erase(clientId: string, deadline: Deadline): Promise<void>
  /** Notes that Google no longer honours the consent (google_status `lost`): the client must reconnect. */
  markLost(clientId: string, deadline: Deadline): Promise<void>
}
