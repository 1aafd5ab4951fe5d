/**
 * What is counted apart from each other: a client's requests after authentication, an address's
 * requests that failed it, and an address's visits to the consent pages.
 */
export type Counted = 'client' | 'failed' | 'visitor'

/** Whether a request is within its limit; if not, whole seconds until the window ends. */
export type Taken = { ok: true } | { ok: false; retryAfterSeconds: number }

/**
 * Requests a minute. The window is fixed and begins with a key's first request: a span of a minute
 * across the border of two windows may admit up to twice the limit.
 */
export type Limits = {
  /** Counts one request. Never throws: where the count cannot be shared, this process's own decides. */
  take(counted: Counted, key: string): Promise<Taken>
}

/** Requests a window of 60 s. */
export type LimitSizes = Record<Counted, number>

/** Length of the window. */
export const windowSeconds = 60
