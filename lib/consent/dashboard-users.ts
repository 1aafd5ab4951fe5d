import { createRemoteJWKSet, customFetch, errors, jwtVerify } from 'jose'
import type { Clock } from '../clock.ts'
import { Problem } from '../endpoint/problem.ts'

/** Who is signed in to the dashboard. */
export type DashboardUsers = {
  /** The client id in a request's Supabase access token. Throws Problem: 401, or 503 when Supabase Auth's keys cannot be had. */
  clientId(request: Request): Promise<string>
}

const keysMs = 3000
const uuid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/

/**
 * Dashboard users by the project's published keys; a client's id is their Auth user id.
 * https://supabase.com/docs/guides/auth/jwts
 */
export function dashboardUsers({
  supabaseUrl,
  clock,
  fetch,
}: {
  supabaseUrl: string
  clock: Clock
  fetch?: typeof globalThis.fetch
}): DashboardUsers {
  const issuer = `${supabaseUrl.replace(/\/+$/, '')}/auth/v1`
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`), {
    timeoutDuration: keysMs,
    ...(fetch && { [customFetch]: (url: string, init: RequestInit) => fetch(url, init) }),
  })
  return {
    async clientId(request) {
      const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
      if (!token) throw notSignedIn()
      const payload = await verified(token)
      if (payload['role'] !== 'authenticated' || !uuid.test(payload.sub ?? '')) throw notSignedIn()
      return payload.sub ?? ''
    },
  }

  async function verified(token: string) {
    try {
      const read = await jwtVerify(token, keys, {
        issuer,
        audience: 'authenticated',
        algorithms: ['ES256', 'RS256'],
        currentDate: new Date(clock.now()),
        clockTolerance: 5,
      })
      return read.payload
    } catch (cause) {
      throw isBadToken(cause)
        ? notSignedIn()
        : new Problem(503, 'auth_unavailable', 'Sign-in cannot be checked right now. Try again.', {
            cause,
          })
    }
  }
}

function notSignedIn(): Problem {
  return new Problem(401, 'not_signed_in', 'Send a Supabase access token as bearer token.')
}

/** The token's fault, as against a failure to fetch the keys. */
function isBadToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}
