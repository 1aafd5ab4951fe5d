import { randomUUID } from 'node:crypto'
import { settingsOf } from '../../../../lib/availability/settings.ts'
import { book } from '../../../../lib/booking/book.ts'
import type { BookDeps } from '../../../../lib/booking/request.ts'
import { settleDue } from '../../../../lib/booking/settle.ts'
import { vendorBreaker } from '../../../../lib/breaker.ts'
import { clientCalendar } from '../../../../lib/calendar/client-calendar.ts'
import { googleApi } from '../../../../lib/calendar/google.ts'
import { deadlineIn } from '../../../../lib/deadline.ts'
import { handOvers } from '../../../../lib/messages/hand-over.ts'
import type { Client } from '../../../../lib/store/client.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'
import { testClient } from '../../../support/client.ts'
import { shiftedClock } from '../../store/processes/shifted-clock.ts'
import type { Asked, Told } from './messages.ts'

// A process that books over a queue file and a Google on loopback, until it is told no more or killed.
const [file = '', googleUrl = '', accessToken = '', shift = '0'] = process.argv.slice(2)
const clock = shiftedClock(Number(shift))
const queue = openQueue({ file, clock })
const client: Client = testClient({ settings: settingsOf({ timezone: 'UTC' }) })
const contact = { email: client.email, businessPhone: '+14165550100', zone: 'UTC' }
const deps: BookDeps = {
  claims: queue.claims,
  calendar: clientCalendar({
    api: googleApi({ apiUrl: googleUrl, clock }),
    tokens: {
      access: async () => accessToken,
      renew: async () => accessToken,
      forget: () => undefined,
    },
    clock,
    breaker: vendorBreaker('google', clock),
  }),
  handOvers: handOvers({
    outbox: () => queue.outbox,
    contact: async () => contact,
    rules: { smsCountries: ['1'] },
    clock,
  }),
  clock,
  sealOffer: () => '',
  newId: randomUUID,
  after: (work) => void work(),
  note: () => undefined,
}

process.on('message', (asked: Asked) => {
  void answer(asked).then((told) => process.send?.(told))
})
process.send?.({ id: 'ready' } satisfies Told)

async function answer(asked: Asked): Promise<Told> {
  if ('settle' in asked) {
    const report = await settleDue(deps, deadlineIn(clock, 20_000))
    return { id: asked.id, waiting: report.waiting + report.failed + report.left }
  }
  const answered = await book(
    {
      client,
      calendars: [client.calendarId],
      callId: asked.call,
      requestKey: asked.key,
      slot: { start: asked.start, end: asked.start + 30 * 60_000 },
      wish: { zone: 'UTC', customer: { name: asked.call, phone: '+14165550123' } },
      deadline: deadlineIn(clock, 6000),
    },
    deps,
  )
  return { id: asked.id, outcome: answered.outcome }
}
