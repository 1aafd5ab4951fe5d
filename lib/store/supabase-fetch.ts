import type { Agent } from 'undici'
import type { Clock } from '../clock.ts'
import { circuit } from './supabase-circuit.ts'
import { requestFailure, transportFailure } from './supabase-failure.ts'

const mostBytes = 10_000_000

/** supabase-js offers no signal for its calls to Supabase Auth, which only an operator makes. */
const authMs = 10_000

/**
 * The `fetch` under supabase-js: over connections that are kept, or over the socket of an `http+unix://`
 * URL, without following redirects. Throws VendorFailure('supabase', …) when there is no answer, and for
 * every answer about rows that is no success.
 */
export function supabaseFetch(clock: Clock, socketUrl?: string): typeof fetch {
  let agent: Agent | undefined
  const socketPath =
    socketUrl && decodeURIComponent(socketUrl.slice('http+unix://'.length).replace(/\/$/, ''))
  const outage = circuit(clock)

  async function exchange(address: string, init: RequestInit, signal: AbortSignal) {
    const undici = await import('undici')
    agent ??= new undici.Agent({
      // The cycle asks every half minute: between calls the connection stays open.
      keepAliveTimeout: 60_000,
      connections: 32,
      maxResponseSize: mostBytes,
      connect: { timeout: 2000, ...(socketPath ? { socketPath } : {}) },
    })
    try {
      // PostgREST itself knows no prefix; Supabase puts it there.
      const answer = await undici.fetch(socketPath ? address.replace('/rest/v1', '') : address, {
        method: init.method ?? 'GET',
        headers: [...new Headers(init.headers)],
        body: (init.body ?? null) as string | null,
        signal,
        redirect: 'error',
        dispatcher: agent,
      })
      const { status } = answer
      return { status, headers: new Headers([...answer.headers]), body: await answer.text() }
    } catch (error) {
      throw transportFailure(error, signal)
    }
  }

  return async (input, init = {}) => {
    const address = input instanceof Request ? input.url : input.toString()
    const isAuth = address.includes('/auth/v1/')
    const signal = init.signal ?? (isAuth ? AbortSignal.timeout(authMs) : undefined)
    if (!signal) throw new Error('A request to Supabase has no deadline.')
    return outage.pass(async () => {
      const { status, headers, body } = await exchange(address, init, signal)
      if (!isAuth && (status < 200 || status > 299)) throw requestFailure(status, headers, body)
      return new Response(status === 204 || status === 205 ? null : body, { status, headers })
    })
  }
}
