import { randomUUID } from 'node:crypto'
import { answerRequest } from '../lib/availability/answer-request.ts'
import { drawWeek } from '../lib/availability/draw-week.ts'
import { findSlots } from '../lib/availability/find-slots.ts'
import type { Busy, Settings } from '../lib/availability/types.ts'
import { sharedHolds } from '../lib/booking/shared.ts'
import { googleCalendar } from '../lib/calendar/google-calendar.ts'
import { systemClock } from '../lib/clock.ts'
import { deadlineIn } from '../lib/deadline.ts'
import type { Interval } from '../lib/interval.ts'
import { busyTime } from '../lib/offering/busy-time.ts'
import { clientStore } from '../lib/store/clients.ts'

const dayMs = 86_400_000

/** The client's next seven days as text. Throws when the client or their calendar cannot be read. */
export async function clientWeek(id: string, minutes?: number): Promise<string> {
  const now = systemClock.now()
  const deadline = deadlineIn(systemClock, 10_000)
  const client = await clientStore({}).get(id, deadline)
  if (!client) throw new Error(`There is no client ${id}.`)
  const range = { start: now, end: now + 8 * dayMs }
  const around = { start: now - dayMs, end: range.end + dayMs }
  const { settings } = client
  const [busy, held] = await Promise.all([
    busyTime(client, around, { calendar: googleCalendar({}), deadline }),
    sharedHolds({}).others({ clientId: id, callId: randomUUID() }),
  ])
  const meetingMinutes = minutes ?? settings.meetingMinutes[0] ?? 30
  return weekText({ settings, now, busy, held, range, meetingMinutes })
}

/** The drawing, and what would be offered to somebody who is free whenever. */
function weekText(week: {
  settings: Settings
  now: number
  busy: readonly Busy[]
  held: readonly Interval[]
  range: Interval
  meetingMinutes: number
}): string {
  const { settings } = week
  const { slots } = findSlots({ ...week, request: null })
  const heard = { zoneNamed: false, approximate: false, readBack: false, words: [] }
  const { offers } = answerRequest({
    ...week,
    zone: settings.zone,
    refused: [],
    request: {
      ...heard,
      zone: settings.zone,
      outcome: 'clarify',
      doubt: 'open',
      candidates: [],
    },
  })
  return drawWeek({ ...week, slots, offers, from: week.now })
}
