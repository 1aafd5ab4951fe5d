// A process that books with Postgres behind its claims, and brings over, settles and delivers what waits.
import { randomUUID } from 'node:crypto'
import { localFirstClaims } from '../../../../lib/booking/local-first-claims.ts'
import { settleDue } from '../../../../lib/booking/settle.ts'
import { deadlineIn, type Deadline } from '../../../../lib/deadline.ts'
import { outboxAlerts } from '../../../../lib/messages/alerts.ts'
import { usualCaps } from '../../../../lib/messages/caps.ts'
import { deliverMessages } from '../../../../lib/messages/deliver.ts'
import { twilioSms } from '../../../../lib/messages/twilio.ts'
import { bookings } from '../../../../lib/store/bookings.ts'
import { supabaseDoor } from '../../../../lib/store/door.ts'
import { failureOperation } from '../../../../lib/store/failure-operation.ts'
import { queueRound } from '../../../../lib/store/queue-round.ts'
import { queueEpisodes } from '../../../../lib/store/queue/episodes.ts'
import { supabaseRemote } from '../../../../lib/store/supabase-remote.ts'
import { supabase } from '../../../../lib/store/supabase.ts'
import { bookingParts, bookWanted, givenPlaces, told } from './booking-parts.ts'
import { serve } from './serve.ts'

const places = givenPlaces()
const { twilio, supabase: shared } = places
if (!twilio || !shared) throw new Error('a whole process needs a Twilio and a Supabase')
const { clock, queue, contact, rules, deps: bookDeps } = bookingParts(places)
const db = supabase(shared)
// Its own way there, so that the test can tell a replay from a write under way.
const remote = supabaseRemote(supabase({ ...shared, url: shared.replayUrl }))
const door = supabaseDoor({ remote: supabaseRemote(db), queue, clock })
const claims = localFirstClaims({ local: queue.claims, shared: bookings(db), door, clock })
const deps = { ...bookDeps, claims }
const alerts = outboxAlerts({ outbox: queue.outbox, episodes: queueEpisodes(queue), rules, clock })
const delivery = {
  outbox: queue.outbox,
  sms: twilioSms({ ...twilio, apiUrl: twilio.url, from: '+14165550199' }),
  contact,
  rules,
  // So few that digests are sent too.
  caps: { ...usualCaps, perNumber: 8 },
  clock,
  alerts,
  recordFailure: async (failure: Parameters<typeof failureOperation>[0]) => {
    await door.write(failureOperation(failure), deadlineIn(clock, 5000))
  },
}
const holder = randomUUID()

/** The steps of the cycle that matter to bookings; each goes on where another failed. */
const steps: ((deadline: Deadline) => Promise<unknown>)[] = [
  (deadline) => queueRound({ queue, remote, alerts, clock, holder }, deadline),
  (deadline) => settleDue(deps, deadline),
  (deadline) => deliverMessages(delivery, deadline),
]

async function cycle(): Promise<string[]> {
  const failed: string[] = []
  for (const step of steps) {
    await step(deadlineIn(clock, 20_000)).catch((error: unknown) => failed.push(String(error)))
  }
  return failed
}

serve(async (asked) =>
  'book' in asked ? told(await bookWanted(asked.book, deps)) : { failed: await cycle() },
)
