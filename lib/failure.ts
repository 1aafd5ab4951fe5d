/** Whom we call. */
export type Vendor = 'google' | 'supabase' | 'twilio' | 'smtp' | 'n8n'

/**
 * What a vendor's failure means to us:
 * unreachable (no connection, reset, 5xx from in front of it), timeout, rate_limited (back off and repeat),
 * server (5xx of its own), unauthorized (token refused), invalid_grant (consent gone, final),
 * not_found, gone (deleted), conflict (the id or row exists), refused (any other no: repeating cannot help).
 */
export type FailureKind =
  | 'unreachable'
  | 'timeout'
  | 'rate_limited'
  | 'server'
  | 'unauthorized'
  | 'invalid_grant'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'refused'

/** What is known of a failure; `code` is the vendor's own word for it, safe to log. */
export type FailureDetails = {
  code?: string | undefined
  /** From Retry-After, in ms. */
  retryAfterMs?: number | undefined
  /** False only when the request certainly had no effect (never sent, or refused). */
  mayHaveHappened?: boolean
  cause?: unknown
}

/** A vendor said no, or said nothing. Adapters throw only this; `cause` is never logged whole. */
export class VendorFailure extends Error {
  override name = 'VendorFailure'
  readonly vendor: Vendor
  readonly kind: FailureKind
  readonly code: string | undefined
  readonly retryAfterMs: number | undefined
  readonly mayHaveHappened: boolean
  constructor(vendor: Vendor, kind: FailureKind, details: FailureDetails = {}) {
    super(`${vendor}: ${kind}${details.code ? ` (${details.code})` : ''}`, { cause: details.cause })
    this.vendor = vendor
    this.kind = kind
    this.code = details.code
    this.retryAfterMs = details.retryAfterMs
    this.mayHaveHappened =
      details.mayHaveHappened ?? (kind === 'timeout' || kind === 'unreachable' || kind === 'server')
  }
}
