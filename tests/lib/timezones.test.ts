import { describe, expect, it } from 'vitest'
import {
  canonicalZone,
  instantsAt,
  isoAt,
  offsetAt,
  startOfDay,
  wallAt,
  zoneRules,
} from '../../lib/timezones.ts'

const hour = 3_600_000

describe('zone rules', () => {
  it.each([
    ['America/Vancouver', '2026-12-24T20:00:00Z', '2026-12-24T13:00:00-07:00'],
    ['America/Edmonton', '2026-12-24T20:00:00Z', '2026-12-24T14:00:00-06:00'],
    ['America/Winnipeg', '2026-12-24T20:00:00Z', '2026-12-24T15:00:00-05:00'],
    ['America/Toronto', '2026-12-24T20:00:00Z', '2026-12-24T15:00:00-05:00'],
    ['Asia/Kolkata', '2026-12-24T20:00:00Z', '2026-12-25T01:30:00+05:30'],
    ['America/St_Johns', '2026-07-01T12:00:00Z', '2026-07-01T09:30:00-02:30'],
    ['UTC', '2026-07-01T12:00:00Z', '2026-07-01T12:00:00+00:00'],
  ])('%s knows the law of 2026: %s reads %s', (zone, utc, local) => {
    expect(isoAt(zone, Date.parse(utc))).toBe(local)
  })

  it('a wall time in the spring gap has no instant', () => {
    const wall = { year: 2026, month: 3, day: 8, hour: 2, minute: 30, second: 0 }
    expect(instantsAt('America/Toronto', wall)).toEqual([])
  })

  it('a wall time in the autumn overlap has two instants, the earlier first', () => {
    const wall = { year: 2026, month: 11, day: 1, hour: 1, minute: 30, second: 0 }
    const [first, second] = instantsAt('America/Toronto', wall) as [number, number]
    expect(isoAt('America/Toronto', first)).toBe('2026-11-01T01:30:00-04:00')
    expect(second - first).toBe(hour)
  })

  it('a wall time survives the way there and back in every zone', () => {
    for (const zone of [
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/Halifax',
      'Europe/London',
    ]) {
      for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2030, 0, 1); at += 37.5 * hour) {
        expect(instantsAt(zone, wallAt(zone, at))).toContain(at)
      }
    }
  })

  it('a day whose midnight falls in a gap starts at the gap’s end', () => {
    expect(isoAt('America/Sao_Paulo', startOfDay('America/Sao_Paulo', 2018, 11, 4))).toBe(
      '2018-11-04T01:00:00-02:00',
    )
  })

  it('names are found whatever their case, and unknown ones refused', () => {
    expect(canonicalZone('america/toronto')).toBe('America/Toronto')
    expect(canonicalZone('Mars/Olympus')).toBeUndefined()
    expect(canonicalZone('__proto__')).toBeUndefined()
    expect(() => zoneRules('Mars/Olympus')).toThrow(RangeError)
  })

  it('offsets change exactly at the transition', () => {
    const at = Date.parse('2026-11-01T06:00:00Z')
    expect(offsetAt('America/Toronto', at - 1)).toBe(-4 * hour)
    expect(offsetAt('America/Toronto', at)).toBe(-5 * hour)
  })
})
