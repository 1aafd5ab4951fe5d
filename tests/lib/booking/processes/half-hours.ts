import { systemClock } from '../../../../lib/clock.ts'

const dayMs = 86_400_000
const today = Math.floor(systemClock.now() / dayMs) * dayMs

/** Half-hour starts within opening hours from tomorrow on: number `n` of them. */
export function startNumber(n: number): number {
  return today + (1 + Math.floor(n / 20)) * dayMs + (9 * 60 + (n % 20) * 30) * 60_000
}
