import { parse } from 'chrono-node/en'
import { instantsAt, offsetAt, wallAt } from '../timezones.ts'
import type { Read } from './types.ts'

export const read: Read = (words, { now, zone }) => {
  const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [words] }
  const timezone = offsetAt(zone, now) / 60_000
  const [result] = parse(words, { instant: new Date(now), timezone }, { forwardDate: true })
  if (!result) return { ...heard, outcome: 'none' }
  const c = result.start
  const today = wallAt(zone, now)
  let hour = c.get('hour') ?? 12
  if (c.isCertain('hour') && !c.isCertain('meridiem') && hour < 9) hour += 12
  const wall = {
    ...today,
    year: c.get('year') ?? 0,
    month: c.get('month') ?? 1,
    day: c.get('day') ?? 1,
    hour,
    minute: c.get('minute') ?? 0,
    second: 0,
  }
  if (!c.isCertain('hour')) {
    const [s] = instantsAt(zone, { ...wall, hour: 0, minute: 0 })
    return {
      ...heard,
      outcome: 'ok',
      spans: [{ start: s ?? now, end: (s ?? now) + 86_400_000 * (/days/.test(words) ? 3 : 1) }],
    }
  }
  const [at] = instantsAt(zone, wall)
  return at === undefined
    ? { ...heard, outcome: 'impossible', why: 'spring_gap' }
    : { ...heard, outcome: 'ok', spans: [{ start: at }] }
}
