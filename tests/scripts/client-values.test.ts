import { expect, test } from 'vitest'
import { readChange } from '../../scripts/client-values.ts'

test('a client’s fields are read as an operator writes them', () => {
  const words = [
    'business_phone=(416) 555-0142',
    'booking_enabled=yes',
    'meeting_lengths=30, 60',
    'personal_phone=',
  ]
  expect(readChange(words)).toEqual({
    business_phone: '+14165550142',
    booking_enabled: true,
    meeting_lengths: [30, 60],
    personal_phone: null,
  })
})

test.each([
  ['business_phone=bob', 'business_phone must be a phone number'],
  ['personal_phone=555-0142', 'personal_phone must be a phone number'],
  ['email=dana', 'email must be an e-mail address'],
  ['booking_enabled=maybe', 'booking_enabled must be yes or no'],
  ['weekly_hours={', 'weekly_hours must be JSON'],
  ['timezone=Mars/Olympus', 'timezone is not a known time zone'],
  ['daily_cap=-1', 'daily_cap must be'],
  ['nonsense=1', 'nonsense=1: write field=value'],
])('%s is refused by name before anything is written', (word, why) => {
  expect(() => readChange([word])).toThrow(why)
})
