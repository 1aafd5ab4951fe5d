import { randomUUID } from 'node:crypto'
import { sign } from '../lib/retell/signature.ts'
import { retellShaped } from './retell-shaped.ts'
import type { Got, Sent } from './smoke-request.ts'

/** One thing a healthy service does; `expected` says what is wrong, or nothing. */
export type SmokeCase = {
  name: string
  sent: Sent
  expected: (got: Got) => string | undefined
  /** The vendor whose being down would explain a failure. */
  dependency?: 'supabase' | 'google'
}

const json = { 'content-type': 'application/json' }

/** The cases; the signed ones only when there is a secret to sign with. */
export function smokeCases(secret: string | undefined): SmokeCase[] {
  const tools = ['check-availability', 'book'] as const
  const unsigned = tools.map((tool): SmokeCase => ({
    name: `${tool} refuses an unsigned request`,
    sent: { method: 'POST', path: `/${tool}`, headers: json, body: '{}' },
    expected: problem(401),
  }))
  return [
    { name: 'health', sent: get('/health'), expected: status(200) },
    {
      name: 'Supabase answers',
      sent: get('/health/supabase'),
      expected: status(200),
      dependency: 'supabase',
    },
    {
      name: 'Google answers',
      sent: get('/health/google'),
      expected: status(200),
      dependency: 'google',
    },
    ...(secret ? [...unsigned, stranger(secret)] : []),
    ...tools.map((tool): SmokeCase => ({
      name: `${tool} names its method`,
      sent: get(`/${tool}`),
      expected: problem(405),
    })),
    {
      name: 'the cycle is closed to the web',
      sent: { method: 'POST', path: '/run-cycle' },
      expected: problem(401),
    },
    { name: 'an unknown path is a problem', sent: get('/no-such-path'), expected: problem(404) },
  ]
}

/**
 * A signed request for a client that does not exist: read, recognised, and answered without any effect.
 * Not sent to `book`, which would rightly queue it and alert the operator when it cannot read the client.
 */
function stranger(secret: string): SmokeCase {
  const tool = 'check-availability'
  const body = JSON.stringify(
    retellShaped(tool, { requested_time_string: 'tomorrow at 3' }, { clientId: randomUUID() }),
  )
  return {
    name: `${tool} reads a signed request`,
    sent: {
      method: 'POST',
      path: `/${tool}`,
      headers: { ...json, 'x-retell-signature': sign(body, secret, Date.now()) },
      body,
    },
    expected: ({ status: got }) =>
      got === 401 || got >= 500 ? `answered ${got} to a signed request` : undefined,
    dependency: 'supabase',
  }
}

function get(path: string): Sent {
  return { method: 'GET', path }
}

function status(wanted: number): SmokeCase['expected'] {
  return (got) => (got.status === wanted ? undefined : `answered ${got.status}, not ${wanted}`)
}

function problem(wanted: number): SmokeCase['expected'] {
  return (got) => {
    const code = (got.body as { code?: unknown } | null)?.code
    return got.status === wanted && typeof code === 'string'
      ? undefined
      : `answered ${got.status}, not a problem with ${wanted}`
  }
}
