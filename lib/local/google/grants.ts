import { randomBytes } from 'node:crypto'
import { Refusal } from './refusals.ts'
import type { Grant, World } from './world.ts'

/** Seconds an access token lives: what Google says in `expires_in`. */
export const tokenSeconds = 3599
const mostGrants = 100

/** A consent's tokens, new. With more than 100 of an account the oldest consent dies, as at Google. */
export function newGrant(
  world: World,
  { account, scopes, offline }: { account: string; scopes: string[]; offline: boolean },
): Grant {
  const grant: Grant = {
    account,
    scopes,
    refreshToken: offline ? `1//${token()}` : null,
    revoked: false,
    accessTokens: [],
  }
  world.grants.push(grant)
  const alive = world.grants.filter((g) => g.account === account && !g.revoked)
  if (alive.length > mostGrants && alive[0]) alive[0].revoked = true
  return grant
}

/** Another access token of a consent, good until `now` (epoch ms) plus an hour. */
export function newAccessToken(grant: Grant, now: number): string {
  const accessToken = `ya29.${token()}`
  grant.accessTokens = grant.accessTokens.filter((t) => t.expiresAt > now)
  grant.accessTokens.push({ token: accessToken, expiresAt: now + tokenSeconds * 1000 })
  return accessToken
}

/** Replaces a consent's refresh token; the old one is dead at once. */
export function rotate(grant: Grant): string {
  grant.refreshToken = `1//${token()}`
  return grant.refreshToken
}

/** The living consent an Authorization header stands for. Throws Refusal: 401 `authError`. */
export function bearerGrant(world: World, header: string | undefined, now: number): Grant {
  const said = /^Bearer (\S+)$/i.exec(header ?? '')?.[1]
  const grant = world.grants.find(
    (g) => !g.revoked && g.accessTokens.some((t) => t.token === said && t.expiresAt > now),
  )
  if (!grant) throw new Refusal(401, 'authError', 'Invalid Credentials')
  return grant
}

/** Refuses with 403 unless the consent covers one of `scopes`. */
export function needScope(grant: Grant, scopes: readonly string[]): void {
  if (scopes.some((scope) => grant.scopes.includes(scope))) return
  throw new Refusal(
    403,
    'insufficientPermissions',
    'Request had insufficient authentication scopes.',
  )
}

/** Any random token or code. */
export function token(): string {
  return randomBytes(32).toString('base64url')
}
