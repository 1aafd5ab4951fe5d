import type {
  MessageListInstance,
  MessageInstance,
} from 'twilio/lib/rest/api/v2010/account/message.js'
import type Domain from 'twilio/lib/base/Domain.js'
import type { Deadline } from '../deadline.ts'
import type { Sms, SmsReceipt } from './messages.ts'
import { twilioFailure } from './twilio-failure.ts'
import { twilioRequester } from './twilio-request.ts'

type DomainClient = ConstructorParameters<typeof Domain.default>[0]
type V2010 = Parameters<typeof MessageListInstance>[0]

/** What the Twilio adapter is made with. */
export type TwilioOptions = {
  accountSid: string
  authToken: string
  /** Our number, E.164. */
  from: string
  /** `https://api.twilio.com`, or a stand-in. */
  apiUrl: string
  fetch?: typeof globalThis.fetch
}

/** Enough to cover every text one number can get from us within the minutes that are asked about. */
const recentMessages = 50

/**
 * Text messages by Twilio's own SDK, of which only the message resource is loaded, on first use: its
 * root costs 8 MB and 350 ms, its request client 340 ms (axios). Never repeats a request.
 */
export function twilioSms(options: TwilioOptions): Sms {
  return {
    async send({ to, body }, deadline) {
      return receipt(
        await ask(options, deadline, (m) => m.create({ to, from: options.from, body })),
      )
    },
    async status(id, deadline) {
      return receipt(await ask(options, deadline, (m) => m.get(id).fetch()))
    },
    async sentTo(to, since, deadline) {
      // No DateSent filter: a message still queued has no such date and would be missed.
      const filter = { to, from: options.from, limit: recentMessages, pageSize: recentMessages }
      const found = await ask(options, deadline, (m) => m.list(filter))
      return found
        .map((m) => ({ ...receipt(m), body: m.body, sentAt: m.dateCreated.getTime() }))
        .filter((m) => m.sentAt >= wholeSecond(since))
        .sort((a, b) => b.sentAt - a.sentAt)
    },
  }
}

/** Twilio's dates are whole seconds: a message of 12:00:00.900 reads 12:00:00. */
function wholeSecond(at: number): number {
  return Math.floor(at / 1_000) * 1_000
}

async function ask<T>(
  options: TwilioOptions,
  deadline: Deadline,
  call: (messages: MessageListInstance) => Promise<T>,
): Promise<T> {
  try {
    return await call(await messageResource(options, deadline))
  } catch (error) {
    throw twilioFailure(error)
  }
}

/** The SDK's message resource over our own requests, bound to one deadline. */
async function messageResource(
  options: TwilioOptions,
  deadline: Deadline,
): Promise<MessageListInstance> {
  const [resource, version, domain] = await Promise.all([
    import('twilio/lib/rest/api/v2010/account/message.js'),
    import('twilio/lib/base/Version.js'),
    import('twilio/lib/base/Domain.js'),
  ])
  const Version = classOf(version)
  const Domain = classOf(domain)
  // Domain and the resource only ever call `request` and the base Version's methods.
  const client = twilioRequester(options, deadline) as unknown as DomainClient
  const api = new Version(new Domain(client, options.apiUrl), '2010-04-01')
  return resource.MessageListInstance(api as V2010, options.accountSid)
}

/** The class a CommonJS module exports as its default, however Node or a bundler wraps that. */
function classOf<C>(module: { default: C | { default: C } }): C {
  return typeof module.default === 'function'
    ? module.default
    : (module.default as { default: C }).default
}

function receipt(message: MessageInstance): SmsReceipt {
  const code = message.errorCode ? String(message.errorCode) : undefined
  const { status } = message
  if (status === 'delivered' || status === 'read') return { id: message.sid, state: 'delivered' }
  if (status === 'failed' || status === 'undelivered' || status === 'canceled') {
    return { id: message.sid, state: 'failed', code }
  }
  return { id: message.sid, state: 'sent' }
}
