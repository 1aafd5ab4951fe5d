import { expect, test } from 'vitest'
import { phoneNumber } from '../../../lib/retell/phone-number.ts'

test.each([
  ['+14165550142', '+14165550142'],
  ['4165550142', '+14165550142'],
  ['1 (416) 555-0142', '+14165550142'],
  ['call me at 416.555.0142', '+14165550142'],
  ['+44 20 7946 0958', '+442079460958'],
  ['sip:+14165550142@10.1.2.3:5060', '+14165550142'],
  ['(416) 555-0142 ext. 15', '+14165550142'],
  ['416-555-0142x15', '+14165550142'],
])('%j is a number somebody can be reached at', (text, number) => {
  expect(phoneNumber(text)).toBe(number)
})

test.each([
  ['a number that was withheld', 'anonymous'],
  ['ANONYMOUS on a phone’s keys', '+266696687'],
  ['RESTRICTED on a phone’s keys', '+7378742833'],
  ['a SIP name', 'sip:bob@example.com'],
  ['an extension of ten digits behind a name', 'sip:front-desk@4165550142'],
  ['a North American number with a digit too few', '+1416555014'],
  ['a North American number with a digit too many', '+141655501420'],
  ['a local number', '555-0142'],
  ['words', 'six zero four'],
  ['nothing', undefined],
])('%s is none', (_, text) => {
  expect(phoneNumber(text)).toBeUndefined()
})

test.each([
  ['spaces', `1${' '.repeat(200_000)}1`],
  ['letters', `${'x'.repeat(200_000)}!`],
])('endless %s are no number, which is seen at once', (_, text) => {
  expect(phoneNumber(text)).toBeUndefined()
})
