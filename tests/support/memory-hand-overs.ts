import type { HandOver, HandOvers } from '../../lib/booking/ports.ts'
import type { Interval } from '../../lib/interval.ts'

/** Hand-overs in memory: recorded durably, sent when told to. */
export type MemoryHandOvers = HandOvers & {
  /** Recorded, not yet sent. */
  waiting: HandOver[]
  /** Texts that asked the broker to book by hand. */
  sent: HandOver[]
  /** Texts that told the broker it is in the calendar. */
  told: { bookingId: string; slot: Interval }[]
  /** What every recording does from now on. */
  state: 'works' | 'down' | 'no_channel'
  deliver(): void
}

export function memoryHandOvers(): MemoryHandOvers {
  const seen = new Set<string>()
  const handOvers: MemoryHandOvers = {
    waiting: [],
    sent: [],
    told: [],
    state: 'works',
    deliver() {
      handOvers.sent.push(...handOvers.waiting.splice(0))
    },
    async record(handOver) {
      if (handOvers.state === 'down') throw new Error('the disk is full')
      if (handOvers.state === 'no_channel') return { ok: false, reason: 'no_channel' }
      if (seen.has(handOver.id)) return { ok: true }
      seen.add(handOver.id)
      drop(handOver.bookingId, handOver.requestKey)
      handOvers.waiting.push(structuredClone(handOver))
      return { ok: true }
    },
    async inCalendar({ id, requestKey, slot, tell }) {
      if (handOvers.state === 'down') throw new Error('the disk is full')
      drop(id, requestKey)
      const isOlder = (text: HandOver) => text.bookingId === id && text.insteadOf !== requestKey
      const wasSent = handOvers.sent.some(isOlder)
      const isTold = handOvers.told.some((t) => t.bookingId === id && t.slot.start === slot.start)
      if ((tell || wasSent) && !isTold) handOvers.told.push({ bookingId: id, slot: { ...slot } })
    },
  }
  function drop(bookingId: string | undefined, requestKey: string | undefined) {
    if (bookingId === undefined) return
    const stands = (text: HandOver) => text.insteadOf !== undefined && text.insteadOf === requestKey
    handOvers.waiting = handOvers.waiting.filter(
      (text) => text.bookingId !== bookingId || stands(text),
    )
  }
  return handOvers
}
