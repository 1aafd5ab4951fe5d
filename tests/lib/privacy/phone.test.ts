import { expect, it } from 'vitest'
import { mentionsPhone, phoneDigits } from '../../../lib/privacy/phone.ts'

it.each([
  '+1 416 555 0142',
  '(416) 555-0142',
  '416.555.0142',
  '14165550142',
  'tel: +1-416-555-0142',
])('%s is the same number', (text) => {
  expect(phoneDigits(text)).toBe('14165550142')
})

it.each<[unknown, boolean]>([
  ['+14165550142', true],
  ['Phone: (416) 555-0142 | Lead ID: 7', true],
  [{ wish: { customer: { phone: '416-555-0142' } } }, true],
  [{ '416-555-0142': 'a key is no value of a customer’s' }, false],
  [['x', ['+1 416 555 0142']], true],
  ['+141655501420', false],
  ['+14165550143', false],
  ['2026-11-24T15:00:00-05:00', false],
  [14_165_550_142, false],
  [null, false],
])('%j mentions it: %s', (value, expected) => {
  expect(mentionsPhone(value, '14165550142')).toBe(expected)
})
