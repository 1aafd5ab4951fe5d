import type { TimeSpan } from '../time-request/types.ts'
import { offsetAt } from '../timezones.ts'
import { dayOfHalf, firstFrom, halfDaysBetween, halfOf } from './half-days.ts'
import type { HalfDay } from './half-days.ts'
import { dayMs, minuteMs } from './open-hours.ts'
import { comfortableStart, isApart, mostOffers, roughness } from './pick.ts'
import type { Pick, Picker, Pool } from './pick.ts'

/** A day away counts like four hours on the clock: 11 on the same day is nearer to 3 than 3 on the next. */
const dayCost = 240 * minuteMs

/** On another day people keep their time of day: being off it counts double. */
const otherDayFactor = 2
/** Beyond this nobody minds a quarter of an hour: an easier time is said instead. */
const farMs = 60 * minuteMs

/** From here on no slot is left out of the search. */
const farthestDays = 30

/** What was asked, on the customer's clock: days, and the times of day a meeting could start (ms). */
type Target = { firstDay: number; lastDay: number; earliest: number; latest: number }

/** For asked times none of which can be had: the nearest start of each half-day, nearest half-day first. */
export function pickNear(spans: readonly TimeSpan[]): Picker {
  return (pool, taken) => {
    const targets = spans.map((span) => targetOf(span, pool))
    const firstDay = Math.min(...targets.map((target) => target.firstDay))
    const lastDay = Math.max(...targets.map((target) => target.lastDay))
    const used = new Set(taken.map(({ start }) => halfOf(pool.zone, start)))
    const asked = { asked: spans[0]?.start ?? 0, length: pool.length }
    const picksWithin = (days: number) => {
      const near = { firstDay: firstDay - days, lastDay: lastDay + days }
      const groups = halfDaysBetween(pool.starts, pool.zone, near)
      const free = groups.filter(({ half }) => !used.has(half))
      return nearestApart(
        free.map((group) => nearest(pool, group, targets)),
        taken,
        asked,
      )
    }
    for (let days = 1; days < farthestDays; days *= 4) {
      const picks = picksWithin(days)
      const last = picks[mostOffers - 1]
      if (last && last.cost < (days + 1) * dayCost) return picks
    }
    return picksWithin(Infinity)
  }
}

/** `taken` and the nearest of `found` that stay apart. */
function nearestApart(
  found: Pick[],
  taken: readonly Pick[],
  { asked, length }: { asked: number; length: number },
): Pick[] {
  found.sort((a, b) => a.cost - b.cost || tieBreak(a, b, asked))
  const picks = [...taken]
  for (const pick of found) {
    if (picks.length >= mostOffers) break
    if (isApart(picks, pick.start, length)) picks.push(pick)
  }
  return picks
}

/** Equally near: what comes after the asked time goes before what comes earlier, then the sooner. */
function tieBreak(a: Pick, b: Pick, asked: number): number {
  return Number(a.start < asked) - Number(b.start < asked) || a.start - b.start
}

function targetOf({ start, end }: TimeSpan, { zone, length }: Pool): Target {
  const wall = start + offsetAt(zone, start)
  const firstDay = Math.floor(wall / dayMs)
  const time = wall - firstDay * dayMs
  if (end === undefined) return { firstDay, lastDay: firstDay, earliest: time, latest: time }
  const lastDay = dayOfHalf(halfOf(zone, end - 1))
  if (lastDay > firstDay) return { firstDay, lastDay, earliest: 0, latest: dayMs }
  return {
    firstDay,
    lastDay,
    earliest: time,
    latest: Math.max(time, time + (end - start) - length),
  }
}

/** The start of a half-day that is nearest to any target. */
function nearest(pool: Pool, group: HalfDay, targets: readonly Target[]): Pick {
  let best: Pick | undefined
  for (const target of targets) {
    const pick = nearestTo(pool, group, target)
    if (!best || pick.cost < best.cost) best = pick
  }
  return best as Pick
}

function nearestTo(pool: Pool, group: HalfDay, target: Target): Pick {
  const { starts } = pool
  const day = dayOfHalf(group.half)
  const days = Math.max(target.firstDay - day, day - target.lastDay, 0)
  const midnight = day * dayMs - group.offset
  const [from, to] = [midnight + target.earliest, midnight + target.latest]
  const at = Math.min(firstFrom(starts, from, group.from), group.to)
  const late = at < group.to ? Math.max(0, (starts[at] as number) - to) : Infinity
  const early = at > group.from ? from - (starts[at - 1] as number) : Infinity
  const start =
    late <= early
      ? firstAfter(pool, { ...group, from: at }, to)
      : lastBefore(pool, { ...group, to: at }, from)
  const hours = Math.max(0, from - start, start - to)
  return { start, cost: days * dayCost + hours * (days > 0 ? otherDayFactor : 1) }
}

/** The group's first start; the most comfortable one where the asked times leave room or are far off anyway. */
function firstAfter(pool: Pool, group: HalfDay, to: number): number {
  const first = pool.starts[group.from] as number
  const comfortable = comfortableStart(pool, group, []) ?? first
  return comfortable <= to || first - to > farMs ? comfortable : first
}

/** The group's last start; the roundest in the half hour up to it where that is far off anyway. */
function lastBefore({ starts }: Pool, group: HalfDay, from: number): number {
  const last = starts[group.to - 1] as number
  let best = last
  if (from - last <= farMs) return best
  for (let i = group.to - 2; i >= group.from; i--) {
    const start = starts[i] as number
    if (start <= last - 30 * minuteMs) break
    if (roughness(start + group.offset) < roughness(best + group.offset)) best = start
  }
  return best
}
