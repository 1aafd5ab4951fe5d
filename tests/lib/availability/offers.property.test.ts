import { describe, expect, it } from 'vitest'
import { chooseOffers } from '../../../lib/availability/choose-offers.ts'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { wallAt } from '../../../lib/timezones.ts'
import { randomWeek } from './random-week.ts'

const minute = 60_000
const halfDayOf = (zone: string, at: number) => {
  const { year, month, day, hour } = wallAt(zone, at)
  return `${year}-${month}-${day} ${hour < 12 ? 'morning' : 'afternoon'}`
}

/** A random week with something free in it, and three things that could be asked of it. */
function scenes() {
  return Array.from({ length: 600 }, (_, i) => i + 9000).flatMap((seed) => {
    const week = { ...randomWeek(seed), request: null }
    const { slots } = findSlots(week)
    const middle = slots[slots.length >> 1]
    if (middle === undefined) return []
    const { meetingMinutes, now, settings } = week
    const refused = slots.filter((_, i) => i % 7 === seed % 7)
    const held = [{ start: middle, end: middle + 2 * meetingMinutes * minute }]
    const query = { slots, meetingMinutes, refused, held, zone: settings.zone, now }
    const instant = { start: middle - 7 * minute }
    const window = { start: middle - 4 * 60 * minute, end: middle + 30 * 60 * minute }
    return [
      { seed, kind: 'instant', query: { ...query, asked: [instant] } },
      { seed, kind: 'window', query: { ...query, asked: [window] } },
      { seed, kind: 'open', query: { ...query, asked: [] } },
    ]
  })
}

describe('whatever is asked of whatever week', () => {
  const all = scenes()
  it.each(['instant', 'window', 'open'])(
    '%s: few, free, apart, never refused, always the same',
    (kind) => {
      const some = all.filter((scene) => scene.kind === kind)
      expect(some.length).toBeGreaterThan(200)
      for (const { seed, query } of some) {
        const label = `seed ${seed}`
        const offers = chooseOffers(query)
        const starts = offers.map(({ start }) => start)
        expect(starts.length, label).toBeLessThanOrEqual(3)
        for (const start of starts) {
          expect(query.slots, label).toContain(start)
          expect(query.refused, label).not.toContain(start)
        }
        const [a, b, c] = [...starts].sort((a, b) => a - b)
        const length = query.meetingMinutes * minute
        if (a !== undefined && b !== undefined) expect(b - a, label).toBeGreaterThan(length)
        if (b !== undefined && c !== undefined) expect(c - b, label).toBeGreaterThan(length)
        expect(starts.slice(1), label).toEqual(starts.slice(1).sort((a, b) => a - b))
        expect(chooseOffers(query), label).toEqual(offers)
      }
    },
  )

  it.each(['instant', 'open'])('%s: at most one a half-day of the customer’s clock', (kind) => {
    for (const { seed, query } of all.filter((scene) => scene.kind === kind)) {
      const halves = chooseOffers(query).map(({ start }) => halfDayOf(query.zone, start))
      expect(new Set(halves).size, `seed ${seed}`).toBe(halves.length)
    }
  })

  it('something is offered whenever an unrefused time is free', () => {
    for (const { seed, query } of all) {
      const left = query.slots.filter((at) => !query.refused.includes(at))
      expect(chooseOffers(query).length > 0, `seed ${seed}`).toBe(left.length > 0)
    }
  })

  it('a time held for another call is said only when nothing else could be', () => {
    const unheld = all.filter(({ kind }) => kind === 'open')
    for (const { seed, query } of unheld) {
      const free = chooseOffers({ ...query, held: [] })
      const overlaps = ({ start, end }: { start: number; end: number }) =>
        query.held.some((hold) => hold.start < end && hold.end > start)
      if (free.some(overlaps)) continue
      expect(chooseOffers(query), `seed ${seed}`).toEqual(free)
    }
  })
})
