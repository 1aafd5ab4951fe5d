import { expect, test } from 'vitest'
import { customerZone } from '../../../lib/offering/customer-zone.ts'

const known = { clientZone: 'America/Toronto', now: Date.UTC(2026, 10, 22, 15) }

test.each([
  ['America/Vancouver', 'America/Vancouver'],
  ['america/new york', 'America/New_York'],
  ['Vancouver', 'America/Vancouver'],
  ['London, Ontario', 'America/Toronto'],
  ['Pacific Time (US & Canada)', 'America/Vancouver'],
  ['Eastern', 'America/Toronto'],
  ['EDT', 'America/Toronto'],
  ['UTC', 'UTC'],
])('a customer the agent places in %s is read in %s', (given, zone) => {
  expect(customerZone({ ...known, given })).toEqual({ zone, unclear: false })
})

test.each(['EST', 'MST', 'HST'])(
  '%s is the clock people live by, not IANA’s zone of that name, which knows no summer',
  (given) => {
    const { zone } = customerZone({ ...known, given })
    expect(zone).toMatch(/^(America|Pacific)\//)
  },
)

test.each(['Etc/GMT+5', 'GMT-5', 'UTC+5:30', '+05:00', 'Springfield', 'the moon'])(
  '%s is asked about, and the customer’s number says where they may be meanwhile',
  (given) => {
    const phone = '+16045550142'
    expect(customerZone({ ...known, given, phone })).toEqual({
      zone: 'America/Vancouver',
      unclear: true,
    })
  },
)

test('without a word from the agent it is the zone of the number, else the client’s', () => {
  expect(customerZone({ ...known, phone: '+16045550142' }).zone).toBe('America/Vancouver')
  expect(customerZone({ ...known, phone: '+18005550142' }).zone).toBe('America/Toronto')
  expect(customerZone(known)).toEqual({ zone: 'America/Toronto', unclear: false })
})
