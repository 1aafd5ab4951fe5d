import { assert, integer, property, string, option, constantFrom } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openSlot, sealSlot, slotTokenKey } from '../../../lib/booking/slot-token.ts'

const key = slotTokenKey(Buffer.alloc(32, 7))
const now = Date.UTC(2026, 10, 22, 15, 0, 0)
const minute = 60_000
const start = Date.UTC(2026, 10, 24, 20, 30)
const holder = { clientId: '00000000-0000-4000-8000-000000000001', callId: 'call_1' }
const token = sealSlot({ ...holder, start, minutes: 30 }, now, key)

describe('a slot token', () => {
  test('gives back the slot it was sealed for', () => {
    expect(openSlot(token, holder, now, key)).toEqual({ start, minutes: 30 })
  })

  test('is at most 24 characters that cannot be taken for one another', () => {
    assert(
      property(
        integer({ min: 0, max: 2 ** 26 - 1 }),
        integer({ min: 1, max: 2047 }),
        integer({ min: now, max: now + 365 * 86_400_000 }),
        option(string(), { nil: undefined }),
        (startMinute, minutes, at, callId) => {
          const slot = { start: startMinute * minute, minutes }
          const sealed = sealSlot({ clientId: 'c', callId, ...slot }, at, key)
          expect(sealed).toMatch(/^[2-9A-HJKMNP-Z]{1,24}$/)
          expect(openSlot(sealed, { clientId: 'c', callId }, at + 29 * minute, key)).toEqual(slot)
        },
      ),
    )
  })

  test('is read whatever its case, and whatever a model writes around or between', () => {
    const said = `"${token.slice(0, 4).toLowerCase()} ${token.slice(4, 9)}-${token.slice(9)}".`
    expect(openSlot(said, holder, now, key)).toEqual({ start, minutes: 30 })
  })

  test.each([0, 1, 29, 30])('is good %i minutes after it was given', (after) => {
    expect(openSlot(token, holder, now + after * minute, key)).toBeDefined()
  })

  test.each([31, 45, 63, 64, 65, 94, 128, 1440, 64 * 1000])(
    'is refused after %i minutes',
    (after) => {
      expect(openSlot(token, holder, now + after * minute, key)).toBeUndefined()
    },
  )

  test('is good on a machine whose clock is two minutes behind', () => {
    expect(openSlot(token, holder, now - 2 * minute, key)).toBeDefined()
    expect(openSlot(token, holder, now - 3 * minute, key)).toBeUndefined()
  })

  test.each([
    ['another call', { ...holder, callId: 'call_2' }],
    ['no call', { clientId: holder.clientId }],
    ['another client', { ...holder, clientId: '00000000-0000-4000-8000-000000000002' }],
  ])('of one call is refused to %s', (_who, other) => {
    expect(openSlot(token, other, now, key)).toBeUndefined()
  })

  test('is refused under another key', () => {
    expect(openSlot(token, holder, now, slotTokenKey(Buffer.alloc(32, 8)))).toBeUndefined()
  })

  test('is refused with any character changed', () => {
    assert(
      property(
        integer({ min: 0, max: token.length - 1 }),
        constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'),
        (at, letter) => {
          const changed = token.slice(0, at) + letter + token.slice(at + 1)
          expect(openSlot(changed, holder, now, key) === undefined).toBe(changed !== token)
        },
      ),
    )
  })

  test('of any other text is refused without an error', () => {
    assert(
      property(string(), (text) => {
        expect(openSlot(text, holder, now, key)).toBeUndefined()
      }),
    )
    expect(openSlot('Z'.repeat(22), holder, now, key)).toBeUndefined()
  })

  test('cannot be made for a start inside a minute or a length out of range', () => {
    expect(() => sealSlot({ ...holder, start: start + 1, minutes: 30 }, now, key)).toThrow(
      RangeError,
    )
    expect(() => sealSlot({ ...holder, start, minutes: 2048 }, now, key)).toThrow(RangeError)
  })
})
