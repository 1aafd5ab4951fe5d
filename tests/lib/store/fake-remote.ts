import { VendorFailure, type FailureKind } from '../../../lib/failure.ts'
import type { PendingOperation } from '../../../lib/store/queue.ts'
import type { Remote } from '../../../lib/store/remote.ts'

/** A small Supabase: rows by table and id, with versions; it can be down, refuse rows, or lose answers. */
export type FakeRemote = Remote & {
  rows: Map<string, Record<string, unknown>>
  /** Every operation that took effect, in order. */
  log: PendingOperation[]
  down: FailureKind | undefined
  /** Ids it refuses for good. */
  refuses: Set<unknown>
  /** Ids of bookings that overlap another. */
  collides: Set<unknown>
  /** An id nobody foresaw. */
  breaksOn: unknown
  /** Takes effect, but the answer never arrives, for this many operations. */
  loseAnswers: number
}

export function fakeRemote(): FakeRemote {
  const remote: FakeRemote = {
    rows: new Map(),
    log: [],
    down: undefined,
    refuses: new Set(),
    collides: new Set(),
    breaksOn: undefined,
    loseAnswers: 0,
    async ping() {
      if (remote.down) throw new VendorFailure('supabase', remote.down)
    },
    async apply(operation) {
      if (remote.down) throw new VendorFailure('supabase', remote.down)
      const { id, version } = operation.payload
      if (remote.breaksOn !== undefined && id === remote.breaksOn) throw new TypeError('odd')
      if (remote.refuses.has(id)) throw new VendorFailure('supabase', 'refused', { code: '22P02' })
      const key = `${operation.table}/${String(id)}`
      const there = remote.rows.get(key)
      if (there && operation.operation === 'insert') return 'written'
      if (there && Number(there['version'] ?? 0) > Number(version ?? 0)) return 'stale'
      remote.rows.set(key, operation.payload)
      remote.log.push(operation)
      if (remote.loseAnswers > 0) {
        remote.loseAnswers--
        throw new VendorFailure('supabase', 'timeout')
      }
      return remote.collides.has(id) ? 'conflict' : 'written'
    },
  }
  return remote
}
