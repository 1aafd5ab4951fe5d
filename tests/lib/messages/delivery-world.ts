import { turnedClock, type TurnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl } from '../../../lib/local/control.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { localTwilio, type LocalTwilio } from '../../../lib/local/twilio/twilio.ts'
import { outboxAlerts } from '../../../lib/messages/alerts.ts'
import { usualCaps } from '../../../lib/messages/caps.ts'
import { deliverMessages } from '../../../lib/messages/deliver.ts'
import type { DeliveryParts } from '../../../lib/messages/delivery.ts'
import type { Contact } from '../../../lib/messages/destinations.ts'
import type { Mail } from '../../../lib/messages/messages.ts'
import type { FailureRecord } from '../../../lib/messages/outbox.ts'
import { twilioSms } from '../../../lib/messages/twilio.ts'
import type { Queue } from '../../../lib/store/queue.ts'
import { queueEpisodes } from '../../../lib/store/queue/episodes.ts'
import { queueFile } from '../store/queue-file.ts'

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-for-tests' }

/** A mail server in memory that can be down. */
export type FakeMail = Mail & {
  mails: { to: string; subject: string; text: string }[]
  fails: VendorFailure | undefined
}

/** Everything delivery touches, on a turned clock: Twilio's SDK over the stand-in, and a real queue file. */
export type DeliveryWorld = {
  clock: TurnedClock
  twilio: LocalTwilio
  mail: FakeMail
  queue: Queue
  parts: DeliveryParts
  contacts: Map<string, Contact>
  failures: FailureRecord[]
  /** Supabase cannot be read. */
  unreadable: boolean
  /** One delivery run. */
  deliver(): ReturnType<typeof deliverMessages>
  /** Runs every 30 seconds for so long. */
  cycles(ms: number): Promise<void>
  /** Bodies of every text, with the number it went to. */
  texts(): { to: string; body: string }[]
}

export function deliveryWorld(start = Date.parse('2026-11-24T15:00:00Z')): DeliveryWorld {
  const clock = turnedClock(start)
  const twilio = localTwilio({ ...account, control: localControl(() => clock.now()) })
  const mail = fakeMail()
  const { queue } = queueFile(clock)
  const rules = { adminEmail: 'admin@example.com', smsCountries: ['1'] }
  const contacts = new Map<string, Contact>()
  const failures: FailureRecord[] = []
  const parts: DeliveryParts = {
    outbox: queue.outbox,
    sms: twilioSms({
      ...account,
      from: '+14165550100',
      apiUrl: 'https://api.twilio.com',
      fetch: inProcessFetch(twilio.app),
    }),
    mail,
    async contact(clientId) {
      if (world.unreadable) throw new VendorFailure('supabase', 'unreachable')
      return contacts.get(clientId)
    },
    rules,
    caps: usualCaps,
    clock,
    alerts: outboxAlerts({ outbox: queue.outbox, episodes: queueEpisodes(queue), rules, clock }),
    recordFailure: async (failure) => {
      if (!failures.some((known) => known.id === failure.id)) failures.push(failure)
    },
  }
  const world: DeliveryWorld = {
    clock,
    twilio,
    mail,
    queue,
    parts,
    contacts,
    failures,
    unreadable: false,
    deliver: () => deliverMessages(parts, deadlineIn(clock, 25_000)),
    async cycles(ms) {
      for (const end = clock.now() + ms; clock.now() < end; await clock.advance(30_000)) {
        await world.deliver()
      }
    },
    texts: () => twilio.messages().map(({ to, body }) => ({ to, body })),
  }
  return world
}

function fakeMail(): FakeMail {
  const mail: FakeMail = {
    mails: [],
    fails: undefined,
    async send(message) {
      if (mail.fails) throw mail.fails
      mail.mails.push(message)
    },
  }
  return mail
}
