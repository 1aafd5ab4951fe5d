import { describe, expect, it } from 'vitest'
import { zoneDifferences } from '../../../lib/timezones/zone-differences.ts'

const from = Date.UTC(2024, 0, 1)
const to = Date.UTC(2025, 0, 1)

describe('zoneDifferences', () => {
  it('finds none in a year long settled', () => {
    const zones = ['America/Toronto', 'America/St_Johns', 'Europe/London', 'Asia/Kolkata', 'UTC']
    expect(zoneDifferences(zones, from, to)).toEqual([])
  })

  it('tells the first instant at which the two disagree, in minutes', () => {
    const stuckInWinter = () => () => -300
    const zones = ['America/Toronto', 'America/Panama']
    expect(zoneDifferences(zones, from, to, stuckInWinter)).toEqual([
      { zone: 'America/Toronto', at: Date.UTC(2024, 2, 11), ours: -240, runtime: -300 },
    ])
  })

  it('reports a zone the runtime does not know', () => {
    const [difference] = zoneDifferences(['America/Toronto'], from, to, () => undefined)
    expect(difference?.runtime).toBeUndefined()
  })
})
