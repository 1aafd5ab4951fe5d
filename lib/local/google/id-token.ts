import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import type { Account } from './world.ts'

let key: KeyObject | undefined

/** An OpenID Connect id token as Google signs it (RS256), under a key of this process. */
export function idToken(
  { sub, email }: Account,
  { audience, scopes, now }: { audience: string; scopes: string[]; now: number },
): string {
  key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
  const issuedAt = Math.floor(now / 1000)
  const claims = {
    iss: 'https://accounts.google.com',
    azp: audience,
    aud: audience,
    sub,
    ...(scopes.includes('email') && { email, email_verified: true }),
    iat: issuedAt,
    exp: issuedAt + 3600,
  }
  const signed = `${part({ alg: 'RS256', kid: 'stand-in', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
