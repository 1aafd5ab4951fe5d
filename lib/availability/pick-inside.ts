import { offsetAt } from '../timezones.ts'
import { dayOfHalf, halfDays, halfOf } from './half-days.ts'
import type { HalfDay } from './half-days.ts'
import { comfortableStart, isApart, isLunch, mostOffers, roughness } from './pick.ts'
import type { Pick, Picker, Pool } from './pick.ts'

/**
 * For a window, of which `pool` holds the slots. Over several days: one time a day, mornings and afternoons
 * in turn. Within one day: the soonest, then those farthest from what is already chosen.
 */
export const pickInside: Picker = (pool, taken) => {
  const groups = halfDays(pool.starts, pool.zone)
  let picks: Pick[] = [...taken]
  if (groups.length === 0) return picks
  const used = new Set(taken.map(({ start }) => dayOfHalf(halfOf(pool.zone, start))))
  for (const day of byDay(groups)) {
    if (picks.length >= mostOffers) break
    if (used.has(dayOfHalf((day[0] as HalfDay).half))) continue
    picks = firstOf(pool, inTurn(day, picks, pool.zone), picks)
  }
  const rest = groups.filter(
    (group) => !picks.some(({ start }) => halfOf(pool.zone, start) === group.half),
  )
  if (new Set(groups.map(({ half }) => dayOfHalf(half))).size > 1) {
    for (const group of rest) if (picks.length < mostOffers) picks = firstOf(pool, [group], picks)
  }
  return spread(pool, picks)
}

/** Half-days of the same day together, in time order. */
function byDay(groups: readonly HalfDay[]): HalfDay[][] {
  const days: HalfDay[][] = []
  for (const group of groups) {
    const last = days.at(-1)
    if (last && dayOfHalf((last[0] as HalfDay).half) === dayOfHalf(group.half)) last.push(group)
    else days.push([group])
  }
  return days
}

/** The half of the day other than the last pick's goes first. */
function inTurn(day: readonly HalfDay[], picks: readonly Pick[], zone: string): HalfDay[] {
  const last = picks.at(-1)
  if (!last) return [...day]
  const parity = halfOf(zone, last.start) % 2
  return [...day].sort((a, b) => Number(a.half % 2 === parity) - Number(b.half % 2 === parity))
}

/** `picks` with the first comfortable start there is in `groups`, if any. */
function firstOf(pool: Pool, groups: readonly HalfDay[], picks: readonly Pick[]): Pick[] {
  for (const group of groups) {
    const start = comfortableStart(pool, group, picks)
    if (start !== undefined) return [...picks, { start, cost: 0 }]
  }
  return [...picks]
}

/** Adds the start farthest from all chosen ones, round times preferred, until there are enough. */
function spread(pool: Pool, taken: readonly Pick[]): Pick[] {
  const picks = [...taken]
  while (picks.length < mostOffers) {
    let best: Pick | undefined
    let most = -Infinity
    for (const start of pool.starts) {
      if (!isApart(picks, start, pool.length)) continue
      const wall = start + offsetAt(pool.zone, start)
      const room = Math.min(...picks.map((pick) => Math.abs(pick.start - start)))
      const merit = room - roughness(wall) - (isLunch(wall) ? lunchCost : 0)
      if (merit > most) {
        most = merit
        best = { start, cost: 0 }
      }
    }
    if (!best) break
    picks.push(best)
  }
  return picks
}

const lunchCost = 3_600_000
