import { expect, test } from 'vitest'
import { stableId } from '../../lib/stable-id.ts'

test('a stable id is a UUID, the same for the same parts only', () => {
  expect(stableId('client', 'key', 1)).toBe(stableId('client', 'key', 1))
  expect(stableId('client', 'key', 1)).not.toBe(stableId('client', 'key', 2))
  expect(stableId('a', 'b')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  )
})
