import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { DeliveryParts, DeliveryReport, DeliveryRun } from './delivery.ts'
import { nextDestination, type Contact } from './destinations.ts'
import { followText, settleSend } from './follow-one.ts'
import type { OutboxMessage } from './outbox.ts'
import { release, sendReady, type Ready } from './send-ready.ts'
import { stableId } from './stable-id.ts'

const leaseMs = 60_000
const batchSize = 20
/** For this long a client that cannot be read is waited for, before the operator gets the message. */
const unreadableMs = 300_000

/**
 * Works through the outbox until nothing is due or the time is up: follows what was sent, sends what
 * waits. Two processes may do so at once; a crash at any point loses nothing.
 */
export async function deliverMessages(
  parts: DeliveryParts,
  deadline: Deadline,
): Promise<DeliveryReport> {
  const report = { sent: 0, delivered: 0, refused: 0, postponed: 0, failed: 0 }
  const run: DeliveryRun = { ...parts, deadline, resting: new Set(), report }
  while (deadline.remaining() > 0) {
    const now = run.clock.now()
    const batch = await run.outbox.take(now, now + leaseMs, batchSize)
    if (batch.length === 0) break
    const ready: Ready[] = []
    for (const message of batch) {
      if (deadline.remaining() === 0) await release(run, message)
      else ready.push(...(await prepare(run, message)))
    }
    await sendReady(run, ready)
  }
  return report
}

/** Follows a message that is out; gives those that may be sent, with where to. */
async function prepare(run: DeliveryRun, message: OutboxMessage): Promise<Ready[]> {
  if (message.state === 'sent') {
    await (run.resting.has('twilio') ? release(run, message) : followText(run, message))
    return []
  }
  if (message.state === 'sending' && (await settleSend(run, message)) === 'settled') return []
  const contact = await contactOf(run, message)
  if (contact === 'unreadable') {
    await release(run, message)
    return []
  }
  const again = message.state === 'sending' ? message.target : undefined
  const target = again ?? nextDestination(message, contact, run.rules)
  if (target) return [{ message, target, contact }]
  await giveUp(run, message)
  return []
}

/** Nobody is left to tell: it stays in the outbox for the operator. */
async function giveUp(run: DeliveryRun, message: OutboxMessage): Promise<void> {
  const { clientId } = message
  await run.recordFailure({
    id: stableId(`no destination ${message.id}`),
    ...(clientId ? { clientId } : {}),
    errorType: 'twilio',
    message: 'no destination is left',
    payload: { message_id: message.id, refused: message.refused },
  })
  await run.outbox.save({ ...message, state: 'failed' })
  run.report.failed++
}

/** The client's contact; `unreadable` while it is worth waiting for one. */
async function contactOf(
  run: DeliveryRun,
  { clientId, createdAt }: OutboxMessage,
): Promise<Contact | undefined | 'unreadable'> {
  if (!clientId) return undefined
  try {
    const contact = await run.contact(clientId, run.deadline.within(5_000))
    await run.alerts.end(`unreadable:${clientId}`)
    return contact
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    const now = run.clock.now()
    await run.alerts.raise(`unreadable:${clientId}`, {
      kind: 'client_unreadable',
      since: now,
      clientId,
    })
    return now - createdAt < unreadableMs ? 'unreadable' : undefined
  }
}
