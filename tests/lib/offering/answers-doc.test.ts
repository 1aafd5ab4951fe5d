import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { BookAction, BookReason } from '../../../lib/booking/booking.ts'
import type { CheckAction, CheckReason } from '../../../lib/offering/worded.ts'

const doc = readFileSync(new URL('../../../docs/retell.md', import.meta.url), 'utf8')

// The compiler holds these lists to the types, and the tests hold the documentation to the lists.
const checkActions = {
  confirm: 'both',
  suggest: 'both',
  clarify: 'both',
  reject: 'both',
  handoff: 'check_availability',
} as const satisfies Record<CheckAction, string>
const actions = { ...checkActions, done: 'book' } as const satisfies Record<
  CheckAction | BookAction,
  string
>
const checkReasons = {
  free: 'both',
  none: 'both',
  busy: 'both',
  outside_hours: 'both',
  closed: 'both',
  past: 'both',
  too_soon: 'both',
  too_far: 'both',
  day_full: 'both',
  off_grid: 'both',
  nonexistent: 'both',
  ambiguous: 'both',
  not_understood: 'both',
  booking_disabled: 'both',
  not_connected: 'both',
  calendar_unavailable: 'both',
} as const satisfies Record<CheckReason, string>
const reasons = {
  ...checkReasons,
  over_limit: 'book',
  phone_missing: 'book',
  time_missing: 'book',
} as const satisfies Record<BookReason, string>

/** The first two columns of the table between two marks. */
function table(name: string): Record<string, string> {
  const part = doc.slice(doc.indexOf(`<!-- ${name} -->`), doc.indexOf(`<!-- /${name} -->`))
  const rows = part.match(/^\| .*$/gm)?.slice(2) ?? []
  return Object.fromEntries(
    rows.map((row) =>
      row
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, 3),
    ),
  )
}

test('docs/retell.md names every action an agent can be told, and no other', () => {
  expect(table('actions')).toEqual(actions)
})

test('docs/retell.md names every reason of an answer, and no other', () => {
  expect(table('reasons')).toEqual(reasons)
})
