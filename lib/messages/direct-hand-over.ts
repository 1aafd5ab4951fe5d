import type { HandOver, HandOvers } from '../booking/ports.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { bookingContent } from './content.ts'
import {
  isAllowedNumber,
  nextDestination,
  type Contact,
  type MessageRules,
} from './destinations.ts'
import type { Mail, Sms } from './messages.ts'
import type { Destination, DestinationRole } from './outbox.ts'
import { wordsFor } from './texts.ts'

/** What sending a hand-over at once needs. */
export type DirectParts = {
  handOvers: HandOvers
  /** How to reach a client as far as this process knows; throws VendorFailure when it cannot tell. */
  contact: (clientId: string, deadline: Deadline) => Promise<Contact | undefined>
  rules: MessageRules
  sms?: Sms | undefined
  mail?: Mail | undefined
}

/**
 * Hand-overs where nothing beside the process is durable (Functions): what cannot be recorded because
 * Supabase is down is sent before the answer, to the client where their contact is known, else to the
 * operator, naming the client's id. Throws the recording's failure when nobody could be told.
 */
export function directHandOvers(parts: DirectParts): HandOvers {
  return {
    ...parts.handOvers,
    async record(handOver, deadline) {
      try {
        return await parts.handOvers.record(handOver, deadline)
      } catch (error) {
        if (!(error instanceof VendorFailure)) throw error
        if (await sendNow(parts, handOver, deadline)) return { ok: true }
        throw error
      }
    },
  }
}

/**
 * True once somebody has been told for sure: after a send without an answer the next destination is told
 * too, for a second text is better than a lead that nothing durable remembers.
 */
async function sendNow(
  parts: DirectParts,
  handOver: HandOver,
  deadline: Deadline,
): Promise<boolean> {
  const contact = await knownContact(parts, handOver.clientId, deadline)
  const content = bookingContent('hand_over', handOver.slot, handOver.wish)
  const refused: { role: DestinationRole; code: string }[] = []
  for (;;) {
    const target = nextDestination({ content, refused }, contact, parts.rules)
    if (!target) return false
    const isOperator = target.role === 'admin_phone' || target.role === 'admin_email'
    const words = wordsFor(content, {
      channel: target.channel,
      now: deadline.at - deadline.remaining(),
      ...(contact && { zone: contact.zone }),
      ...(isOperator && { onBehalfOf: handOver.clientId }),
    })
    if (await isSent(parts, target, words, deadline)) return true
    refused.push({ role: target.role, code: 'not_sent' })
  }
}

async function isSent(
  { sms, mail, rules }: DirectParts,
  { channel, to }: Destination,
  { subject, text }: { subject: string; text: string },
  deadline: Deadline,
): Promise<boolean> {
  try {
    if (channel === 'sms') {
      if (!sms || !isAllowedNumber(to, rules)) return false
      await sms.send({ to, body: text }, deadline)
    } else {
      if (!mail) return false
      await mail.send({ to, subject, text }, deadline)
    }
    return true
  } catch (error) {
    if (error instanceof VendorFailure) return false
    throw error
  }
}

async function knownContact(
  { contact }: DirectParts,
  clientId: string,
  deadline: Deadline,
): Promise<Contact | undefined> {
  try {
    return await contact(clientId, deadline)
  } catch (error) {
    if (error instanceof VendorFailure) return undefined
    throw error
  }
}
