import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { AuthUser } from './users.ts'

/** Signs access tokens as Supabase Auth does since asymmetric keys: ES256, found through a JWKS. */
export type TokenSigner = {
  /** The public key, as `/.well-known/jwks.json` shows it. */
  jwks: { keys: Record<string, unknown>[] }
  /** An access token valid for `seconds` from `now` (epoch ms). */
  accessToken(user: AuthUser, now: number, seconds?: number): string
  /** The user's id, or undefined for a token that is not ours, altered or expired at `now`. */
  subjectOf(token: string, now: number): string | undefined
}

const keyId = 'local-es256'

/** A signer whose key is kept in `file`, or lives in memory without one. `issuer` is the Auth server's address. */
export function tokenSigner(issuer: string, file?: string): TokenSigner {
  const key = file && existsSync(file) ? createPrivateKey(readFileSync(file)) : newKey(file)
  const publicKey = createPublicKey(key)
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'ES256', use: 'sig' }
  return {
    jwks: { keys: [jwk] },
    accessToken(user, now, seconds = 3_600) {
      const iat = Math.floor(now / 1_000)
      const claims = {
        iss: issuer,
        sub: user.id,
        email: user.email,
        aud: 'authenticated',
        role: 'authenticated',
        iat,
        exp: iat + seconds,
      }
      const signed = `${part({ alg: 'ES256', typ: 'JWT', kid: keyId })}.${part(claims)}`
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
      return `${signed}.${signature.toString('base64url')}`
    },
    subjectOf(token, now) {
      const [head = '', claims = '', signature = ''] = token.split('.')
      const ours = verify(
        'sha256',
        Buffer.from(`${head}.${claims}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      )
      if (!ours) return undefined
      const { sub, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
        sub: string
        exp: number
      }
      return exp * 1_000 > now ? sub : undefined
    },
  }
}

function newKey(file: string | undefined): KeyObject {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  if (file) writeFileSync(file, pem, { mode: 0o600 })
  return privateKey
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
