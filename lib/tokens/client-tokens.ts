import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { inTime } from '../in-time.ts'
import { meters } from '../metrics/meters.ts'
import type { Keyring } from './envelope.ts'
import type { GoogleOAuth } from './google-oauth.ts'
import { refreshed, type RefreshEvents } from './refresh-tokens.ts'
import { openToken } from './sealed-tokens.ts'
import type { SealedTokens, TokenStore } from './token-store.ts'
import type { Tokens } from './tokens.ts'

/** What the clients' tokens are made of. */
export type ClientTokensParts = {
  store: TokenStore
  keys: Keyring
  oauth: GoogleOAuth
  clock: Clock
  /** A number in [0, 1): spreads refreshes ahead of need. */
  jitter: () => number
  events?: RefreshEvents
}

/** Tokens, and what keeps them fresh without anybody waiting. */
export type ClientTokens = Tokens & {
  /** Refreshes the tokens of recently served clients that will soon run out, while there is time; answers how many. */
  keepFresh(deadline: Deadline): Promise<number>
}

/** A token is used until this long before its end, and refreshed up to `aheadMs` earlier. */
const marginMs = 5 * 60_000
const aheadMs = 10 * 60_000
/** A refresh serves everyone who waits: it has a time of its own, whoever asked first. */
const refreshMs = 5000
const mostClients = 5000
/** Refreshing having failed, a token with this much left still does. */
const leastMs = 30_000
/** Refreshes ahead of need in one go. */
const mostAtOnce = 100

/** The clients' tokens: sealed in memory, one refresh at a time each, plain only in the caller's hands. */
export function clientTokens(parts: ClientTokensParts): ClientTokens {
  const { store, keys, clock } = parts
  const cache = new LRUCache<string, SealedTokens & { renewAt: number }>({ max: mostClients })
  const flights = new Map<string, Promise<SealedTokens>>()
  /** Refresh tokens Google has refused for good: not worth asking again. */
  const dead = new LRUCache<string, string>({ max: mostClients })

  const keep = (clientId: string, tokens: SealedTokens): SealedTokens => {
    const renewAt = tokens.expiresAt - marginMs - Math.floor(parts.jitter() * aheadMs)
    cache.set(clientId, { ...tokens, renewAt })
    return tokens
  }
  const load = async (clientId: string, deadline: Deadline): Promise<SealedTokens> => {
    const known = cache.get(clientId)
    meters().looked('tokens', known !== undefined)
    if (known) return known
    // A token that Google still honours is good whoever remembers it; one taken back gets a 401 and is renewed.
    const mirrored = store.known?.(clientId)
    const isGood = mirrored !== undefined && mirrored.expiresAt - marginMs > clock.now()
    const stored = isGood ? mirrored : await store.get(clientId, deadline)
    if (!stored) throw new VendorFailure('google', 'invalid_grant', { code: 'not_connected' })
    if (dead.get(clientId) === stored.refresh) throw new VendorFailure('google', 'invalid_grant')
    return cache.get(clientId) ?? keep(clientId, stored) // refreshed while the store was read
  }
  const refresh = (clientId: string, known: SealedTokens): Promise<SealedTokens> => {
    const flying = flights.get(clientId)
    if (flying) return flying
    const flight: Promise<SealedTokens> = refreshed(
      parts,
      clientId,
      known,
      deadlineIn(clock, refreshMs),
    )
      .then((result) => {
        // A client forgotten meanwhile has disconnected: what is in flight is theirs no more.
        const current = flights.get(clientId) === flight
        if ('tokens' in result) return current ? keep(clientId, result.tokens) : result.tokens
        cache.delete(clientId)
        dead.set(clientId, result.dead)
        throw result.failure
      })
      .finally(() => flights.get(clientId) === flight && flights.delete(clientId))
    flights.set(clientId, flight)
    return flight
  }

  return {
    async access(clientId, deadline) {
      const known = await load(clientId, deadline)
      if (known.expiresAt - marginMs > clock.now()) return openToken(keys, clientId, known)
      const tokens = await inTime('google', refresh(clientId, known), deadline).catch(
        (error: unknown) => {
          const gone = error instanceof VendorFailure && error.kind === 'invalid_grant'
          if (gone || known.expiresAt - leastMs <= clock.now()) throw error
          return known
        },
      )
      return openToken(keys, clientId, tokens)
    },
    async renew(clientId, refused, deadline) {
      const known = await load(clientId, deadline)
      const current = openToken(keys, clientId, known)
      if (current !== refused) return current
      return openToken(keys, clientId, await inTime('google', refresh(clientId, known), deadline))
    },
    forget(clientId) {
      cache.delete(clientId)
      dead.delete(clientId)
      flights.delete(clientId)
    },
    async keepFresh(deadline) {
      const due = [...cache.entries()].filter(([, tokens]) => tokens.renewAt <= clock.now())
      return refreshInTurn(due.slice(0, mostAtOnce), refresh, deadline)
    },
  }
}

/** Refreshes one after another; stops where Google or the store does not answer, and when the time is up. */
async function refreshInTurn(
  due: [string, SealedTokens][],
  refresh: (clientId: string, known: SealedTokens) => Promise<SealedTokens>,
  deadline: Deadline,
): Promise<number> {
  let done = 0
  for (const [clientId, known] of due) {
    if (deadline.remaining() === 0) return done
    try {
      await refresh(clientId, known)
      done++
    } catch (error) {
      if (!(error instanceof VendorFailure)) throw error
      if (error.kind !== 'invalid_grant') return done
    }
  }
  return done
}
