import type { HalfDay } from './half-days.ts'
import { dayMs, minuteMs } from './open-hours.ts'

/** At most this many times are said in one breath. */
export const mostOffers = 3

/** A start chosen to be said, and how far it is from what was asked (ms; 0 when inside it). */
export type Pick = { start: number; cost: number }

/** What a picker chooses from. Epoch ms. */
export type Pool = {
  /** Free starts, ascending, none refused. */
  starts: readonly number[]
  /** Meeting length in ms. */
  length: number
  /** IANA zone of the customer: half-days, lunch and round times are those of their clock. */
  zone: string
}

/** Adds to `taken` until there are `mostOffers`, or nothing more is worth saying. */
export type Picker = (pool: Pool, taken: readonly Pick[]) => Pick[]

/** False when a start overlaps or directly follows or precedes one already taken. */
export function isApart(taken: readonly Pick[], start: number, length: number): boolean {
  return taken.every((pick) => Math.abs(pick.start - start) > length)
}

/** How much harder a time is to say and remember than a whole hour, in ms: 3:30 a little, 3:45 more, 3:40 most. */
export function roughness(wall: number): number {
  const minutes = (wall / minuteMs) % 60
  if (minutes === 0) return 0
  if (minutes === 30) return 15 * minuteMs
  return (minutes % 15 === 0 ? 30 : 45) * minuteMs
}

/** True between 12:00 and 13:00 of the wall clock. */
export function isLunch(wall: number): boolean {
  const time = wall % dayMs
  return time >= 12 * 60 * minuteMs && time < 13 * 60 * minuteMs
}

/**
 * The soonest start of a half-day that is easy to say: the roundest in the half hour from the first free
 * one on. The lunch hour only when nothing else in the half-day is free.
 */
export function comfortableStart(
  pool: Pool,
  group: HalfDay,
  taken: readonly Pick[],
): number | undefined {
  const free = (withLunch: boolean) => {
    let best: number | undefined
    let first = Infinity
    for (let i = group.from; i < group.to; i++) {
      const start = pool.starts[i] as number
      if (start >= first + 30 * minuteMs) break
      const wall = start + group.offset
      if ((!withLunch && isLunch(wall)) || !isApart(taken, start, pool.length)) continue
      first = Math.min(first, start)
      if (best === undefined || roughness(wall) < roughness(best + group.offset)) best = start
    }
    return best
  }
  return free(false) ?? free(true)
}
