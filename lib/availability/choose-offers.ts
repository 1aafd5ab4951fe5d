import type { Interval } from '../interval.ts'
import type { TimeSpan } from '../time-request/types.ts'
import { firstFrom } from './half-days.ts'
import { minuteMs } from './open-hours.ts'
import { mostOffers } from './pick.ts'
import type { Pick, Picker } from './pick.ts'
import { pickInside } from './pick-inside.ts'
import { pickNear } from './pick-near.ts'
import { pickSoonest } from './pick-soonest.ts'
import type { Offer } from './types.ts'

/** What is free, what was asked, and what is better not said. Epoch ms. */
export type OfferQuery = {
  /** Free starts, ascending, over the whole range looked at. */
  slots: readonly number[]
  /** What was asked: instants and windows in time order; none means anything goes. */
  asked: readonly TimeSpan[]
  meetingMinutes: number
  /** Starts the customer already refused in this call: never said again, and what overlaps them last. */
  refused: readonly number[]
  /** Times offered in other calls a moment ago: said last. */
  held: readonly Interval[]
  /** IANA zone of the customer. */
  zone: string
  now: number
}

/** A call takes a moment to end: a start sooner than this is said last. */
const breathMs = 15 * minuteMs

/**
 * The few times worth saying, at most three, in the order to say them: time order, but the closest first
 * when it stands out. docs/offers.md tells the rules with examples. Deterministic.
 */
export function chooseOffers(query: OfferQuery): Offer[] {
  const length = query.meetingMinutes * minuteMs
  const refused = new Set(query.refused)
  const slots = refused.size === 0 ? query.slots : query.slots.filter((at) => !refused.has(at))
  const inside = slotsInside(slots, query.asked, length)
  const starts = inside.length > 0 ? inside : slots
  const late = lastResorts(starts, query, length)
  const choose = (starts: readonly number[], taken: readonly Pick[]) =>
    pickerFor(query.asked, inside)({ starts, length, zone: query.zone }, taken)
  let picks = choose(late.size === 0 ? starts : starts.filter((at) => !late.has(at)), [])
  if (late.size > 0 && picks.length < mostOffers)
    picks = choose(
      [...late].sort((a, b) => a - b),
      picks,
    )
  return inSpeakingOrder(picks).map(({ start }) => ({ start, end: start + length }))
}

function pickerFor(asked: readonly TimeSpan[], inside: readonly number[]): Picker {
  if (asked.length === 0) return pickSoonest
  return inside.length > 0 ? pickInside : pickNear(asked)
}

/** The slots of a meeting that lies wholly inside an asked window or starts at an asked instant. */
export function slotsInside(
  slots: readonly number[],
  asked: readonly TimeSpan[],
  length: number,
): number[] {
  const inside: number[] = []
  for (const { start, end } of asked) {
    const last = end === undefined ? start : end - length
    for (let i = firstFrom(slots, start); i < slots.length; i++) {
      const slot = slots[i] as number
      if (slot > last) break
      if (slot > (inside.at(-1) ?? -Infinity)) inside.push(slot)
    }
  }
  return inside
}

/** Starts that overlap a time refused or held for another call, or begin before this call can end. */
function lastResorts(starts: readonly number[], query: OfferQuery, length: number): Set<number> {
  const late = new Set<number>()
  const add = (from: number, to: number) => {
    for (let i = firstFrom(starts, from); i < starts.length; i++) {
      if ((starts[i] as number) >= to) break
      late.add(starts[i] as number)
    }
  }
  add(-Infinity, query.now + breathMs)
  for (const start of query.refused) add(start - length + 1, start + length)
  for (const { start, end } of query.held) add(start - length + 1, end)
  return late
}

function inSpeakingOrder(picks: readonly Pick[]): Pick[] {
  const byTime = [...picks].sort((a, b) => a.start - b.start)
  const [closest, second] = [...picks].sort((a, b) => a.cost - b.cost)
  if (!closest || !second || second.cost === 0 || closest.cost * 2 > second.cost) return byTime
  return [closest, ...byTime.filter((pick) => pick !== closest)]
}
