import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Booking } from '../../../lib/booking/booking.ts'
import { turnedClock } from '../../../lib/clock.ts'
import type { Contact } from '../../../lib/messages/destinations.ts'
import type { Outbox, OutboxMessage } from '../../../lib/messages/outbox.ts'
import { queueSteps } from '../../../lib/store/queue/schema.ts'
import { queueEpisodes } from '../../../lib/store/queue/episodes.ts'
import { openSqlite } from '../../../lib/store/sqlite.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import type { Queue } from '../../../lib/store/queue.ts'
import { broker, monday } from '../booking-world.ts'
import { memoryCalendar } from '../memory-calendar.ts'
import { troubledMail, type MailServer } from './mails.ts'
import { recordedOutbox, type Disk } from './outbox.ts'
import { newRecord } from './record.ts'
import { troubledSupabase } from './supabase.ts'
import { troubledTexts } from './texts.ts'
import { workUnderWay } from './work.ts'

/** Claims and messages in Supabase alone (Functions), or beside the process first (a machine of its own). */
export type Deployment = 'Postgres alone' | 'this process first'

export const businessPhone = '+14165550111'
export const personalPhone = '+14165550122'
export const adminPhone = '+14165550199'

export type World = ReturnType<typeof newWorld>

// Memory where there is some: thousands of synced commits would only try the disk's patience.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

/** Everything outside the processes of one history, on one clock that is turned. */
export function newWorld(deployment: Deployment, server: MailServer) {
  const work = workUnderWay()
  const clock = turnedClock(monday, () => work.rest())
  const record = newRecord()
  const outside = { clock, work, record }
  const calendar = memoryCalendar(clock)
  const texts = troubledTexts(outside)
  const mails = troubledMail(server, outside)
  const isLocal = deployment === 'this process first'
  const supabase = troubledSupabase({ ...outside, holdsMessages: !isLocal })
  const folder = mkdtempSync(join(root, 'history-'))
  const file = join(folder, 'queue.db')
  const queue = openQueue({ file, clock })
  const disk: Disk = { isFull: false }
  const outbox = recordedOutbox(queue.outbox, record, disk)
  const messages = {
    outbox: isLocal ? outbox : logged(outbox, queue, supabase),
    episodes: queueEpisodes(queue),
  }
  const known: Contact = {
    email: broker.email,
    businessPhone,
    personalPhone,
    zone: broker.settings.zone,
  }
  return {
    deployment,
    clock,
    record,
    calendar,
    texts,
    mails,
    supabase,
    queue,
    disk,
    ...messages,
    contacts: { of: async (): Promise<Contact | undefined> => known },
    rules: { adminEmail: 'admin@example.com', adminPhone, smsCountries: ['1'] },
    caps: { windowMs: 600_000, perNumber: 2, perClient: 20 },
    /** Every message there ever was, oldest first. */
    messages: () =>
      columnOf<OutboxMessage>(file, 'SELECT message AS whole FROM outbox ORDER BY rowid'),
    /** The bookings that decide: those beside the process, where they are. */
    bookings: () =>
      isLocal
        ? columnOf<Booking>(file, 'SELECT booking AS whole FROM claims ORDER BY rowid')
        : supabase.store.rows(),
    close: () => {
      queue.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where messages are rows of the failure log, what they say of failures is written with them. */
function logged(
  outbox: Outbox,
  queue: Queue,
  supabase: ReturnType<typeof troubledSupabase>,
): Outbox {
  const drain = () => {
    const operations = queue.pending.next(9, 99)
    for (const operation of operations) supabase.log(operation)
    queue.pending.clear(operations.map(({ id }) => id))
  }
  return {
    ...outbox,
    add: (...asked) => outbox.add(...asked).then(drain),
    save: (message) =>
      outbox.save(message).then((saved) => {
        drain()
        return saved
      }),
  }
}

/** Whole rows of a queue file. */
function columnOf<T>(file: string, sql: string): T[] {
  const db = openSqlite(file, queueSteps)
  try {
    const rows = db.prepare<[], { whole: string }>(sql).all()
    return rows.map(({ whole }) => JSON.parse(whole) as T)
  } finally {
    db.close()
  }
}
