// Delivers the outbox of the queue file given through a Twilio at the URL given, until nothing is due.
import { deadlineIn } from '../../../../lib/deadline.ts'
import { outboxAlerts } from '../../../../lib/messages/alerts.ts'
import type { MessageRules } from '../../../../lib/messages/destinations.ts'
import { deliverMessages } from '../../../../lib/messages/deliver.ts'
import { twilioSms } from '../../../../lib/messages/twilio.ts'
import { queueEpisodes } from '../../../../lib/store/queue/episodes.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'
import { shiftedClock } from './shifted-clock.ts'

const [file = '', apiUrl = '', ahead = '0', accountSid = '', authToken = ''] = process.argv.slice(2)
const clock = shiftedClock(Number(ahead))
const queue = openQueue({ file, clock })
const rules: MessageRules = { smsCountries: ['1'] }
process.stdout.write('started\n')
await deliverMessages(
  {
    outbox: queue.outbox,
    sms: twilioSms({ accountSid, authToken, from: '+14165550100', apiUrl }),
    contact: async () => ({
      email: 'b@example.com',
      businessPhone: '+14165550111',
      zone: 'America/Toronto',
    }),
    rules,
    caps: { windowMs: 1, perNumber: 1_000, perClient: 1_000 },
    clock,
    alerts: outboxAlerts({ outbox: queue.outbox, episodes: queueEpisodes(queue), rules, clock }),
    recordFailure: async () => undefined,
  },
  deadlineIn(clock, 25_000),
)
queue.close()
