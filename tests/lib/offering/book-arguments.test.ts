import * as v from 'valibot'
import { expect, test } from 'vitest'
import { BookBody } from '../../../lib/offering/book-arguments.ts'

test('what is too long is cut, and no character in two: half of one is more than a store takes', () => {
  const smile = '\u{1F642}'
  const body = v.parse(BookBody, {
    requested_time_string: `${'x'.repeat(1999)}${smile}`,
    customer_name: `${'x'.repeat(119)}${smile}`,
    lead_id: `${'x'.repeat(199)}${smile}`,
    notes: `${'x'.repeat(1999)}${smile}`,
  })
  const texts = [body.words, body.customerName, body.leadId, body.notes]
  expect(texts.map((text) => text?.length)).toEqual([2000, 120, 200, 2000])
  expect(texts.map((text) => text?.isWellFormed())).toEqual([true, true, true, true])
})
