import type { Booking } from '../../lib/booking/booking.ts'
import { localFirstClaims, type LocalFirstParts } from '../../lib/booking/local-first-claims.ts'
import type { Claims } from '../../lib/booking/ports.ts'
import type { Clock } from '../../lib/clock.ts'
import { VendorFailure } from '../../lib/failure.ts'
import type { Door } from '../../lib/store/door.ts'
import { memoryClaims, type MemoryClaims } from './memory-claims.ts'

/** How the claims all share go wrong: not reached, or done without an answer, for so many calls. */
export type ClaimsTrouble = { fail: 'down' | 'lost'; times: number }

/** Postgres as the machines share it: away, in trouble, and counting what it is asked. */
export type SharedClaims = {
  claims: Claims
  store: MemoryClaims
  state: { isAway: boolean; trouble: ClaimsTrouble | undefined; asked: number }
}

export function sharedClaims(): SharedClaims {
  const store = memoryClaims()
  const state: SharedClaims['state'] = { isAway: false, trouble: undefined, asked: 0 }
  const claims = new Proxy<Claims>(store, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return async (...args: unknown[]) => {
        state.asked++
        const { trouble } = state
        const strikes = trouble !== undefined && trouble.times-- > 0
        const isDown = state.isAway || (strikes && trouble.fail === 'down')
        if (isDown) throw new VendorFailure('supabase', 'unreachable', { mayHaveHappened: false })
        const answer: unknown = await member.apply(target, args)
        if (strikes) throw new VendorFailure('supabase', 'timeout')
        return answer
      }
    },
  })
  return { claims, store, state }
}

/** A machine of its own: its claims on the disk, its queue and door, the shared Postgres. */
export type Machine = {
  claims: Claims
  parts: LocalFirstParts
  local: MemoryClaims
  queued: Booking[]
  /** Brings what waits to Postgres. */
  replay: () => Promise<void>
}

export function machine(shared: SharedClaims, clock: Clock): Machine {
  const queued: Booking[] = []
  const local = memoryClaims((row) => queued.push(row))
  const door: Door = {
    async write({ payload }, deadline) {
      const row = payload as Booking
      if (shared.state.isAway || deadline.remaining() === 0) {
        queued.push(structuredClone(row))
        return 'queued'
      }
      const there = await shared.store.get(row.id)
      if (there && there.version > row.version) return 'stale'
      await shared.store.adopt(row)
      return 'written'
    },
  }
  const parts = { local, shared: shared.claims, door, clock }
  return {
    claims: localFirstClaims(parts),
    parts,
    local,
    queued,
    replay: async () => {
      for (const row of queued.splice(0)) await shared.store.adopt(row)
    },
  }
}
