import type { Booking } from '../../lib/booking/booking.ts'
import type { ClaimRules, LocalClaims, LocalWrite } from '../../lib/booking/ports.ts'
import type { Interval } from '../../lib/interval.ts'

/** Claims in memory that keep the contract in claims-contract.ts, plus a way to see every row. */
export type MemoryClaims = LocalClaims & { rows(): Booking[] }

/** A small working store of claims. Rows go in and out as copies; `enqueue` takes those to be queued. */
export function memoryClaims(enqueue: (row: Booking) => void = () => undefined): MemoryClaims {
  const rows = new Map<string, Booking>()
  const copy = <T>(value: T): T => structuredClone(value)
  const of = (clientId: string) =>
    [...rows.values()].filter((row) => row.clientId === clientId && row.state !== 'released')
  const isGuarding = (row: Booking) => row.guards && !row.conflict

  function refusal(clientId: string, id: string, slot: Interval, rules: ClaimRules) {
    const others = of(clientId).filter((row) => row.id !== id && isGuarding(row))
    const wanted = {
      start: slot.start - rules.bufferBeforeMs,
      end: slot.end + rules.bufferAfterMs,
    }
    const touching = others.filter((row) => spans(row).some((span) => overlap(span, wanted)))
    if (touching.length > 0) return { ok: false, reason: 'taken', by: copy(touching) } as const
    const { cap } = rules
    const counting = others.filter((row) => cap && spans(row).some((s) => holds(cap.day, s.start)))
    if (!cap || counting.length < cap.max) return undefined
    return { ok: false, reason: 'day_full', by: copy(counting) } as const
  }

  function current(id: string, clientId: string, version: number) {
    const row = rows.get(id)
    if (!row || row.clientId !== clientId) return { ok: false, reason: 'missing' } as const
    if (row.version !== version) return { ok: false, reason: 'stale', booking: copy(row) } as const
    return { ok: true, row } as const
  }

  function write(row: Booking, how?: LocalWrite) {
    rows.set(row.id, copy(row))
    if (how?.queue) enqueue(copy(row))
    return { ok: true, booking: copy(row) } as const
  }

  return {
    rows: () => copy([...rows.values()]),
    async claim({ rules, ...claim }) {
      const mine = rows.get(claim.id)
      if (mine) return { ok: true, booking: copy(mine) }
      const { clientId, requestKey, callId } = claim
      const known = of(clientId).find((row) => knows(row, requestKey))
      if (known) return { ok: false, reason: 'known_request', booking: copy(known) }
      const ofCall = of(clientId).find((row) => callId !== undefined && row.callId === callId)
      if (ofCall) return { ok: false, reason: 'call_has_booking', booking: copy(ofCall) }
      const refused = claim.guards && refusal(clientId, claim.id, claim.slot, rules)
      if (refused) return refused
      const fresh = {
        state: 'claimed',
        version: 1,
        attempt: 1,
        answers: {},
        conflict: false,
      } as const
      return write({ ...claim, ...fresh })
    },
    async move({ rules, from, ...move }) {
      const found = current(move.id, move.clientId, move.version)
      if (!found.ok) return found
      const refused = move.guards && refusal(move.clientId, move.id, move.slot, rules)
      if (refused) return refused
      const { from: _, absent: __, ...kept } = found.row
      const state = 'inserting' as const
      return write({ ...kept, ...move, ...(from && { from }), state, version: move.version + 1 })
    },
    async advance({ id, clientId, version, answer, ...step }, _, how) {
      const found = current(id, clientId, version)
      if (!found.ok) return found
      const row = { ...found.row, ...step } as Record<string, unknown>
      for (const key of Object.keys(row)) if (row[key] === null) delete row[key]
      const next = { ...row, version: version + 1 } as Booking
      if (answer) next.answers = { ...next.answers, [answer.requestKey]: answer.answer }
      const others = of(clientId).filter((other) => other.id !== id && isGuarding(other))
      const slot = step.slot
      const collides = slot && others.some((o) => spans(o).some((span) => overlap(span, slot)))
      const conflict = next.conflict || (next.guards && collides === true)
      return write({ ...next, conflict }, how)
    },
    async find({ clientId, requestKey, callId }) {
      const live = of(clientId)
      const byKey = live.find((row) => requestKey !== undefined && knows(row, requestKey))
      return copy(byKey ?? live.find((row) => callId !== undefined && row.callId === callId))
    },
    async guarded(clientId, range) {
      return of(clientId)
        .filter((row) => row.state !== 'booked' && isGuarding(row))
        .flatMap((row) => spans(row).filter((span) => overlap(span, range)))
    },
    async booked(clientId, range) {
      return of(clientId)
        .filter((row) => row.state === 'booked' && isGuarding(row) && overlap(row.slot, range))
        .map(({ slot }) => slot)
    },
    async due(now, limit) {
      return copy(
        [...rows.values()]
          .filter(({ state }) => ['claimed', 'inserting', 'unknown'].includes(state))
          .filter(({ leaseUntil }) => leaseUntil !== undefined && leaseUntil <= now)
          .sort((a, b) => (a.leaseUntil ?? 0) - (b.leaseUntil ?? 0))
          .slice(0, limit),
      )
    },
    get: async (id) => copy(rows.get(id)),
    async adopt(booking, how) {
      const mine = rows.get(booking.id)
      if (!mine || mine.version < booking.version) write(booking, how)
    },
  }
}

function spans({ slot, from }: Booking): Interval[] {
  return from ? [slot, from] : [slot]
}

function knows(row: Booking, requestKey: string): boolean {
  return row.requestKey === requestKey || Object.hasOwn(row.answers, requestKey)
}

function overlap(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end
}

function holds({ start, end }: Interval, at: number): boolean {
  return start <= at && at < end
}
