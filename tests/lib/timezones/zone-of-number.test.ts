import { describe, expect, it } from 'vitest'
import numberZones from '../../../lib/timezones/number-zones.json' with { type: 'json' }
import { canonicalZone } from '../../../lib/timezones.ts'
import { zoneOfNumber } from '../../../lib/timezones/zone-of-number.ts'

describe('zoneOfNumber', () => {
  it.each([
    ['+16045550142', 'America/Vancouver'],
    ['+14165550142', 'America/Toronto'],
    ['+14035550142', 'America/Edmonton'],
    ['+13065550142', 'America/Regina'],
    ['+12045550142', 'America/Winnipeg'],
    ['+19025550142', 'America/Halifax'],
    ['+12125550142', 'America/New_York'],
    ['+13125550142', 'America/Chicago'],
    ['+12505550142', 'America/Vancouver'],
    ['+12504275142', 'America/Edmonton'],
    ['+498912345678', 'Europe/Berlin'],
  ])('%s is in %s', (number, zone) => {
    expect(zoneOfNumber(number)).toBe(zone)
  })

  it.each([
    '+18005550142',
    '+18885550142',
    '+61412345678',
    '+79161234567',
    '6045550142',
    '+1',
    '',
    'anonymous',
  ])('"%s" has no one zone', (number) => {
    expect(zoneOfNumber(number)).toBeUndefined()
  })

  it('every zone of the map is one the zone data knows', () => {
    for (const zone of Object.keys(numberZones.zones).filter(Boolean)) {
      expect(canonicalZone(zone)).toBe(zone)
    }
  })
})
