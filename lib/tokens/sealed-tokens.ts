import { VendorFailure } from '../failure.ts'
import { EnvelopeError, type Keyring } from './envelope.ts'
import type { SealedTokens } from './token-store.ts'

const place = (clientId: string, column: string) => ({ table: 'oauth_tokens', column, clientId })

/** Seals a client's tokens for their row. */
export function sealTokens(
  keys: Keyring,
  clientId: string,
  plain: { accessToken: string; refreshToken: string; expiresAt: number },
): SealedTokens {
  return {
    access: keys.seal(plain.accessToken, place(clientId, 'access_token_encrypted')),
    refresh: keys.seal(plain.refreshToken, place(clientId, 'refresh_token_encrypted')),
    expiresAt: plain.expiresAt,
  }
}

/** The plain access token. Throws VendorFailure google/refused (`unreadable_token`) when it cannot be opened. */
export function openToken(keys: Keyring, clientId: string, { access }: SealedTokens): string {
  return open(keys, access, clientId, 'access_token_encrypted')
}

/** The plain refresh token; throws as `openToken` does. */
export function openRefreshToken(
  keys: Keyring,
  clientId: string,
  { refresh }: SealedTokens,
): string {
  return open(keys, refresh, clientId, 'refresh_token_encrypted')
}

function open(keys: Keyring, envelope: string, clientId: string, column: string): string {
  try {
    return keys.open(envelope, place(clientId, column))
  } catch (cause) {
    if (!(cause instanceof EnvelopeError)) throw cause
    // Not invalid_grant: a wrong key in the configuration must not disconnect every client.
    const details = { code: 'unreadable_token', mayHaveHappened: false, cause }
    throw new VendorFailure('google', 'refused', details)
  }
}
