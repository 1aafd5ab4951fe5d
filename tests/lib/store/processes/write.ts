// Writes to the queue file given, one claim, one operation and one message a round, and says the
// round's number once all three are durable. Runs until it is killed.
import { systemClock } from '../../../../lib/clock.ts'
import { deadlineIn } from '../../../../lib/deadline.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'

const [file = '', from = '0', rounds = '1000000'] = process.argv.slice(2)
const queue = openQueue({ file, clock: systemClock })
const hour = 3_600_000
for (let i = Number(from); i < Number(from) + Number(rounds); i++) {
  const id = `round-${i}`
  const slot = { start: i * hour, end: i * hour + hour }
  await queue.claims.claim(
    {
      id,
      clientId: 'client',
      requestKey: id,
      slot,
      guards: true,
      calendarId: 'primary',
      wish: { zone: 'UTC', customer: { name: 'Ann' } },
      leaseUntil: 0,
      rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
    },
    deadlineIn(systemClock, 1_000),
  )
  queue.pending.add({ table: 'bookings', operation: 'insert', payload: { id }, clientId: 'client' })
  const content = { kind: 'supabase_down', since: 0, waiting: 0 } as const
  await queue.outbox.add({ id, content, createdAt: i })
  process.stdout.write(`${i}\n`)
}
queue.close()
