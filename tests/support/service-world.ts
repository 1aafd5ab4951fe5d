import { randomUUID } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { memoryHolds } from '../../lib/booking/memory-holds.ts'
import { slotTokenKey } from '../../lib/booking/slot-token.ts'
import { knownBusy } from '../../lib/calendar/known-busy.ts'
import { turnedClock } from '../../lib/clock.ts'
import { configure } from '../../lib/config.ts'
import type { Deadline } from '../../lib/deadline.ts'
import type { Interval } from '../../lib/interval.ts'
import type { Host } from '../../lib/host.ts'
import type { Client } from '../../lib/store/client.ts'
import { testClient } from './client.ts'
import { memoryCalendar } from './memory-calendar.ts'
import { memoryClaims } from './memory-claims.ts'
import { memoryHandOvers } from './memory-hand-overs.ts'

/** Sunday 22 November 2026, 10:00 in Toronto. */
const sunday = Date.UTC(2026, 10, 22, 15)

/** What check-availability and book use, over working stores in memory and a clock that is turned. */
export function serviceWorld(
  clients: Client[] = [testClient()],
  settings: Record<string, string> = {},
) {
  configure({ LOG_LEVEL: 'silent', ...settings }, 'local')
  const clock = turnedClock(sunday)
  const byId = new Map(clients.map((client) => [client.id, client]))
  const behind: (() => Promise<void>)[] = []
  const calendar = memoryCalendar(clock)
  const claims = memoryClaims()
  const deps = {
    clock,
    clients: { get: async (id: string) => byId.get(id), forget: () => undefined },
    agents: { ownerOf: async () => undefined },
    calendar,
    claims,
    guarded: (clientId: string, range: Interval, deadline: Deadline) =>
      claims.guarded(clientId, range, deadline),
    booked: (clientId: string, range: Interval, deadline: Deadline) =>
      claims.booked(clientId, range, deadline),
    current: (call: { clientId: string; callId: string }, deadline: Deadline) =>
      claims.find(call, deadline),
    readElsewhere: undefined,
    known: knownBusy({ calendar, clock, freshMs: 30_000 }),
    served: new LRUCache<string, true>({ max: 100 }),
    handOvers: memoryHandOvers(),
    holds: memoryHolds(clock),
    tokenKey: slotTokenKey(Buffer.alloc(32, 7)),
    newId: randomUUID,
    deliver: async () => ({ sent: 0, delivered: 0, refused: 0, postponed: 0, failed: 0 }),
  }
  const host: Host = { peer: '127.0.0.1', after: (work) => void behind.push(work) }
  return { clock, deps, host, behind }
}

/** A POST of JSON. */
export function posted(path: string, body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`http://service${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}
