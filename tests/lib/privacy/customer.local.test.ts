import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { NewClaim } from '../../../lib/booking/ports.ts'
import { systemClock, turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { HandOverContent } from '../../../lib/messages/content.ts'
import { eraseCustomer, exportCustomer } from '../../../lib/privacy/customer.ts'
import { retention } from '../../../lib/privacy/retention.ts'
import { bookingOperation } from '../../../lib/store/booking-operation.ts'
import { bookings } from '../../../lib/store/bookings.ts'
import { customerRows } from '../../../lib/store/customer-rows.ts'
import { failureLogs } from '../../../lib/store/failure-logs.ts'
import { oauthStates } from '../../../lib/store/oauth-states.ts'
import type { Queue } from '../../../lib/store/queue.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { testDatabase, type TestDatabase } from '../../support/stack.ts'
import { queueFile } from '../store/queue-file.ts'

const day = 86_400_000
const noon = Date.UTC(2026, 10, 22, 17)
const clientId = '11111111-1111-4111-8111-111111111111'
/** Two people, each told apart by words found nowhere else. */
const gone = { name: 'Canaria Weggeh', phone: '+14165550142', notes: 'wants-a-canary-mortgage' }
const stays = { name: 'Bernard Bleibt', phone: '+14165550177', notes: 'wants-a-bear-mortgage' }
const traces = ['Canaria', '4165550142', 'canary', 'call_canary', 'lead_canary']

let database: TestDatabase
let db: ReturnType<typeof supabase>
let queue: Queue
let file: string

const deadline = () => deadlineIn(systemClock, 10_000)
const places = () => ({ rows: customerRows(db), queue: queue.customers })

beforeAll(async () => {
  database = await testDatabase()
  db = supabase({ url: database.restUrl, serviceKey: database.serviceKey })
})
afterAll(() => database.stop())

function claimOf(person: typeof gone, start: number, mark: string): NewClaim {
  return {
    id: randomUUID(),
    clientId,
    callId: `call_${mark}`,
    requestKey: randomUUID(),
    slot: { start, end: start + 1_800_000 },
    guards: true,
    calendarId: 'primary',
    wish: {
      zone: 'America/Toronto',
      customer: { name: person.name, phone: person.phone, email: `${mark}@example.com` },
      leadId: `lead_${mark}`,
      notes: person.notes,
      words: `tomorrow, says ${person.name}`,
    },
    leaseUntil: start,
    rules: { bufferBeforeMs: 0, bufferAfterMs: 0 },
  }
}

function handOverOf(person: typeof gone): HandOverContent {
  return {
    kind: 'hand_over',
    customer: person.name,
    customerPhone: person.phone,
    slot: { start: noon, end: noon + 1_800_000 },
    zone: 'America/Toronto',
  }
}

/** The same two people in every place that can hold them. */
async function fill(): Promise<void> {
  for (const [index, person] of [gone, stays].entries()) {
    const mark = person === gone ? 'canary' : 'bear'
    const claim = claimOf(person, noon + index * 3_600_000, mark)
    await bookings(db).claim(claim, deadline())
    const claimed = await queue.claims.claim(claim, deadline())
    if (!claimed.ok) throw new Error(claimed.reason)
    queue.pending.add(bookingOperation(claimed.booking, 'update'))
    const failure = { clientId, errorType: 'google_api' as const, createdAt: noon }
    await failureLogs(db).add(
      {
        ...failure,
        id: randomUUID(),
        payload: { message: { content: handOverOf(person) } },
      },
      deadline(),
    )
    await queue.outbox.add({
      id: randomUUID(),
      clientId,
      content: handOverOf(person),
      createdAt: noon,
    })
    queue.pending.add({
      table: 'failure_logs',
      operation: 'insert',
      payload: {
        id: randomUUID(),
        error_type: 'supabase',
        request_payload: { ...handOverOf(person) },
      },
      clientId,
    })
    await queue.outbox.noteText({ sentAt: noon, number: person.phone, clientId })
  }
  const parts = [gone, stays].map(handOverOf)
  await queue.outbox.add({
    id: randomUUID(),
    clientId,
    content: { kind: 'digest', parts },
    createdAt: noon,
  })
}

/** Every byte that is kept, of the database and of the file beside the process with its log. */
async function everything(): Promise<string> {
  const { rows } = await database.pool.query<{ whole: string }>(
    `select to_jsonb(b)::text as whole from bookings b
     union all select to_jsonb(f)::text from failure_logs f
     union all select to_jsonb(s)::text from oauth_states s`,
  )
  const files = [file, `${file}-wal`].filter((path) => existsSync(path))
  return [
    ...rows.map(({ whole }) => whole),
    ...files.map((path) => readFileSync(path, 'latin1')),
  ].join('\n')
}

beforeEach(async () => {
  await database.pool.query('delete from clients; delete from failure_logs')
  await database.pool.query('insert into clients (id, email) values ($1, $2)', [
    clientId,
    'broker@example.com',
  ])
  ;({ queue, file } = queueFile(turnedClock(noon)))
  await fill()
})

test('an export holds everything of a customer, and nothing of another', async () => {
  const found = await exportCustomer('(416) 555-0142', places(), deadline)
  expect(found.bookings).toHaveLength(1)
  expect(found.failures).toHaveLength(1)
  expect(found.queue).toMatchObject({
    claims: [{ wish: { customer: { name: gone.name } } }],
    messages: [{}, {}],
    operations: [{}, {}],
    texts: [{}],
  })
  const text = JSON.stringify({ ...found, queue: { ...found.queue, messages: [] } })
  for (const trace of traces) expect(text).toContain(trace)
  expect(text).not.toContain('Bernard')
})

test('erasing a customer leaves not one byte of them, and all of another', async () => {
  const before = await everything()
  for (const trace of traces) expect(before).toContain(trace)
  const report = await eraseCustomer('416-555-0142', places(), deadline)
  expect(report).toMatchObject({ bookings: 1, failures: 1, queue: 6 })
  const after = await everything()
  for (const trace of traces) expect(after).not.toContain(trace)
  for (const trace of ['Bernard', '4165550177', 'bear', 'call_bear']) expect(after).toContain(trace)
  const again = await eraseCustomer(gone.phone, places(), deadline)
  expect(again).toEqual({ bookings: 0, failures: 0, queue: 0, events: [] })
})

test('the time of an erased booking stays taken', async () => {
  await eraseCustomer(gone.phone, places(), deadline)
  const other = claimOf(stays, noon, 'late')
  for (const claims of [bookings(db), queue.claims]) {
    expect(await claims.claim(other, deadline())).toMatchObject({ ok: false, reason: 'taken' })
  }
})

test('a hand-over that waits is not sent for an erased customer, and the other’s is', async () => {
  await eraseCustomer(gone.phone, places(), deadline)
  const waiting = await queue.outbox.open(10)
  expect(waiting).toHaveLength(2)
  expect(JSON.stringify(waiting)).not.toContain('Canaria')
  expect(waiting.map(({ content }) => content.kind).toSorted()).toEqual(['digest', 'hand_over'])
})

test('an event in a client’s own calendar is named, for it is not ours to erase', async () => {
  await database.pool.query(`update bookings set event_id = 'abcde', state = 'booked'`)
  const { events } = await eraseCustomer(gone.phone, places(), deadline)
  expect(events).toEqual([{ clientId, calendarId: 'primary', eventId: 'abcde' }])
})

test.each(['', 'nobody', '12', '1'.repeat(16)])(
  '%j is no phone number, and nothing is touched',
  async (text) => {
    const before = await everything()
    await expect(eraseCustomer(text, places(), deadline)).rejects.toThrow(RangeError)
    expect(await everything()).toBe(before)
  },
)

const retainedAt = (at: number) =>
  retention({
    bookings: bookings(db),
    failureLogs: failureLogs(db),
    consents: oauthStates(db),
    queue,
    clock: turnedClock(at),
    days: 90,
  })

test('after RETENTION_DAYS no place holds a customer’s data', async () => {
  await database.pool.query(`update bookings set state = 'booked'`)
  for (const message of await queue.outbox.take(noon, noon, 10)) {
    await queue.outbox.save({ ...message, state: 'done' })
  }
  for (const { id, version } of await queue.claims.due(noon + day, 10, deadline())) {
    const booked = { id, clientId, version, state: 'booked', leaseUntil: null } as const
    await queue.claims.advance(booked, deadline())
  }
  for (const { id } of queue.pending.list(10)) queue.pending.poison(id, 'never')
  await oauthStates(db).add(
    {
      stateHash: 'canary-state',
      clientId,
      verifierEncrypted: 'v1.x',
      browserHash: 'x',
      expiresAt: noon,
    },
    deadline(),
  )
  await retainedAt(noon + 89 * day)(deadline())
  expect(await everything()).toContain('Canaria')
  await retainedAt(noon + 91 * day)(deadline())
  const left = await everything()
  for (const trace of ['Canaria', '4165550142', 'wants-a-canary', 'Bernard', 'canary-state']) {
    expect(left).not.toContain(trace)
  }
  expect((await database.pool.query('select state from bookings')).rowCount).toBe(2)
})
