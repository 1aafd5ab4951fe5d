import type { HandOvers } from '../booking/ports.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import { perHost, type Host } from '../host.ts'
import { clientStore } from '../store/clients.ts'
import { failureOperation } from '../store/failure-operation.ts'
import { hostDoor } from '../store/host-door.ts'
import { hostOutbox, outboxWithin } from '../store/host-outbox.ts'
import { hostEpisodes } from '../store/host-episodes.ts'
import { outboxAlerts, type Alerts } from './alerts.ts'
import { usualCaps } from './caps.ts'
import type { DeliveryParts } from './delivery.ts'
import type { Contact, MessageRules } from './destinations.ts'
import { directHandOvers } from './direct-hand-over.ts'
import { handOvers } from './hand-over.ts'
import type { Mail, Sms } from './messages.ts'
import { smtpMail } from './smtp.ts'
import { twilioSms } from './twilio.ts'

type At = Pick<Host, 'queue'>

/** The process's way to text messages; undefined when none is configured. */
const sharedSms = perHost((): Sms | undefined => {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_PHONE_NUMBER, TWILIO_API_URL } = config()
  if (!TWILIO_ACCOUNT_SID || !TWILIO_AUTH_TOKEN || !TWILIO_PHONE_NUMBER) return undefined
  return twilioSms({
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    from: TWILIO_PHONE_NUMBER,
    apiUrl: TWILIO_API_URL,
  })
})

/** The process's way to e-mail; undefined when none is configured. */
const sharedMail = perHost((): Mail | undefined => {
  const { SMTP_URL, MAIL_FROM } = config()
  return SMTP_URL && MAIL_FROM ? smtpMail({ url: SMTP_URL, from: MAIL_FROM }) : undefined
})

/** The process's hand-overs. */
export const sharedHandOvers = perHost((host, queue): HandOvers => {
  const { contact, rules, clock, sms, mail } = sharedDelivery(host)
  const outbox = (deadline: Deadline) => outboxWithin(host, deadline)
  const recorded = handOvers({ outbox, contact, rules, clock, sendsAtOnce: !queue })
  return queue ? recorded : directHandOvers({ handOvers: recorded, contact, rules, sms, mail })
})

/** The process's alerts to the operator. */
export const sharedAlerts = perHost((host): Alerts => {
  return outboxAlerts({
    outbox: hostOutbox(host),
    episodes: hostEpisodes(host),
    rules: messageRules(),
    clock: systemClock,
  })
})

/** What delivering the process's messages needs. */
export const sharedDelivery = perHost((host): DeliveryParts => {
  const [sms, mail] = [sharedSms(host), sharedMail(host)]
  return {
    outbox: hostOutbox(host),
    ...(sms && { sms }),
    ...(mail && { mail }),
    contact: (clientId, deadline) => contactOf(host, clientId, deadline),
    rules: messageRules(),
    caps: usualCaps,
    clock: systemClock,
    alerts: sharedAlerts(host),
    recordFailure: async (failure) => {
      await hostDoor(host).write(failureOperation(failure), deadlineIn(systemClock, 5000))
    },
  }
})

async function contactOf(
  host: At,
  clientId: string,
  deadline: Deadline,
): Promise<Contact | undefined> {
  const client = await clientStore(host).get(clientId, deadline)
  if (!client) return undefined
  const { email, businessPhone, personalPhone, settings } = client
  return {
    email,
    ...(businessPhone && { businessPhone }),
    ...(personalPhone && { personalPhone }),
    zone: settings.zone,
  }
}

function messageRules(): MessageRules {
  const { ADMIN_EMAIL, ADMIN_PHONE, SMS_COUNTRIES } = config()
  return {
    ...(ADMIN_EMAIL && { adminEmail: ADMIN_EMAIL }),
    ...(ADMIN_PHONE && { adminPhone: ADMIN_PHONE }),
    smsCountries: SMS_COUNTRIES.split(',').map((code) => code.trim()),
  }
}
