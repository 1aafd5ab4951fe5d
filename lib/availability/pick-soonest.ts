import { halfDays, halfOf } from './half-days.ts'
import { comfortableStart, mostOffers } from './pick.ts'
import type { Pick, Picker } from './pick.ts'

/** For "whenever": the soonest comfortable time of each half-day, one each. */
export const pickSoonest: Picker = (pool, taken) => {
  const picks: Pick[] = [...taken]
  const used = new Set(taken.map(({ start }) => halfOf(pool.zone, start)))
  for (const group of halfDays(pool.starts, pool.zone)) {
    if (picks.length >= mostOffers) break
    if (used.has(group.half)) continue
    const start = comfortableStart(pool, group, picks)
    if (start !== undefined) picks.push({ start, cost: 0 })
  }
  return picks
}
