import type { TimeSpan } from '../time-request/types.ts'
import { isWindow } from '../time-request/types.ts'
import type { RequestAnswer, RequestQuery } from './answer-request.ts'
import { chooseOffers, slotsInside } from './choose-offers.ts'
import { findSlots } from './find-slots.ts'
import { instantReason } from './instant-reason.ts'
import { firstFrom } from './half-days.ts'
import { dayMs, minuteMs } from './open-hours.ts'
import { mostOffers } from './pick.ts'
import type { Offer, SlotQuery } from './types.ts'
import { isClosedAllDay, windowReason } from './window-reason.ts'

/** "Around three" is met by a start this near to three. */
const aroundMs = 30 * minuteMs

/** The answer to instants and windows; none at all means anything goes. */
export function answerSpans(
  query: RequestQuery,
  asked: readonly TimeSpan[],
  approximate: boolean,
): RequestAnswer {
  const { meetingMinutes } = query
  const found = findSlots(slotQuery(query)).slots
  const instants = asked.every((span) => !isWindow(span)) ? asked.map(({ start }) => start) : []
  // Busy time beyond the range was not read: nothing there is known to be free.
  const free = instants.filter((at) => found[firstFrom(found, at)] === at)
  const yes = { available: true, reason: 'free' as const, meetingMinutes }
  if (free.length > 1) return { ...yes, offers: offersAt(free, query) }
  if (free.length === 1) return { ...yes, at: free[0] as number, offers: [] }
  const slots = unrefused(query, found)
  const near = approximate ? closest(instants, slots) : undefined
  if (near !== undefined) return { ...yes, at: near, offers: [] }
  const inside = asked.length === 0 ? slots : slotsInside(slots, asked, meetingMinutes * minuteMs)
  if (inside.length > 0) return { ...yes, offers: offersOf(query, asked, inside) }
  return {
    available: false,
    reason: reasonOf(query, asked),
    ...(instants.length === 1 && { at: instants[0] as number }),
    ...alternatives(query, asked, slots),
  }
}

/** The best times inside `spans` only. */
export function bestInside(query: RequestQuery, spans: readonly TimeSpan[]): Offer[] {
  const slots = unrefused(query, findSlots(slotQuery(query)).slots)
  const inside = slotsInside(slots, spans, query.meetingMinutes * minuteMs)
  if (spans.some(isWindow)) return inside.length > 0 ? offersOf(query, spans, inside) : []
  return offersAt(inside, query)
}

/** Times near what was asked, of the asked length or, when that fits nowhere near, of the nearest length. */
function alternatives(query: RequestQuery, asked: readonly TimeSpan[], slots: readonly number[]) {
  if (!isAnyNear(slots, asked)) {
    for (const meetingMinutes of otherLengths(query)) {
      const shorter = { ...query, meetingMinutes }
      const free = unrefused(query, findSlots(slotQuery(shorter)).slots)
      if (isAnyNear(free, asked)) return { meetingMinutes, offers: offersOf(shorter, asked, free) }
    }
  }
  return { meetingMinutes: query.meetingMinutes, offers: offersOf(query, asked, slots) }
}

/** The client's other lengths, the nearest to the asked one first, the shorter of two equally near. */
function otherLengths({ settings, meetingMinutes }: RequestQuery): number[] {
  const away = (minutes: number) => Math.abs(minutes - meetingMinutes)
  return settings.meetingMinutes
    .filter((minutes) => minutes !== meetingMinutes)
    .sort((a, b) => away(a) - away(b) || a - b)
}

/** True when a slot lies within a day of what was asked. */
function isAnyNear(slots: readonly number[], asked: readonly TimeSpan[]): boolean {
  if (asked.length === 0) return slots.length > 0
  const first = Math.min(...asked.map(({ start }) => start)) - dayMs
  const last = Math.max(...asked.map(({ start, end }) => end ?? start)) + dayMs
  return (slots[firstFrom(slots, first)] ?? Infinity) <= last
}

/** The reason that holds for everything asked, else `none`. */
function reasonOf(query: RequestQuery, asked: readonly TimeSpan[]): RequestAnswer['reason'] {
  const [only, ...others] = new Set(asked.map((span) => spanReason(query, span)))
  return only === undefined || others.length > 0 ? 'none' : only
}

function spanReason(query: RequestQuery, span: TimeSpan): RequestAnswer['reason'] {
  if (isWindow(span)) return windowReason(slotQuery(query), span)
  const reason = instantReason(slotQuery(query), span.start)
  if (reason !== 'closed') return reason
  const moment = { start: span.start, end: span.start + 1 }
  return isClosedAllDay(query.settings, moment) ? 'closed' : 'outside_hours'
}

function closest(instants: readonly number[], slots: readonly number[]): number | undefined {
  const away = (slot: number) => Math.min(...instants.map((at) => Math.abs(at - slot)))
  const near = slots.filter((slot) => away(slot) <= aroundMs)
  return near.sort((a, b) => away(a) - away(b) || b - a)[0]
}

function slotQuery({ settings, now, busy, range, meetingMinutes }: RequestQuery): SlotQuery {
  return { settings, now, busy, range, meetingMinutes, request: null }
}

function unrefused({ refused }: RequestQuery, slots: number[]): number[] {
  const said = new Set(refused)
  return said.size === 0 ? slots : slots.filter((at) => !said.has(at))
}

function offersAt(starts: readonly number[], { meetingMinutes }: RequestQuery): Offer[] {
  return starts
    .slice(0, mostOffers)
    .map((start) => ({ start, end: start + meetingMinutes * minuteMs }))
}

function offersOf(
  { refused, held, zone, now, meetingMinutes }: RequestQuery,
  asked: readonly TimeSpan[],
  slots: readonly number[],
): Offer[] {
  return chooseOffers({ slots, asked, meetingMinutes, refused, held, zone, now })
}
