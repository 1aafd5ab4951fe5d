import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { stableId } from '../stable-id.ts'
import type { DeliveryParts, DeliveryReport, DeliveryRun } from './delivery.ts'
import { nextDestination, type Contact } from './destinations.ts'
import { followText, settleSend } from './follow-one.ts'
import type { OutboxMessage } from './outbox.ts'
import { apart, release } from './put-off.ts'
import { recordFailure } from './send-reports.ts'
import { sendReady, type Ready } from './send-ready.ts'

const leaseMs = 60_000
const batchSize = 20
/** For this long a client that cannot be read is waited for, before the operator gets the message. */
const unreadableMs = 300_000
const readMs = 5_000

/**
 * Works through the outbox until nothing is due or the time is up: follows what was sent, sends what
 * waits. Two processes may do so at once; a crash at any point loses nothing. An error nobody foresaw puts
 * its one message off, and is thrown when the others are done.
 */
export async function deliverMessages(
  parts: DeliveryParts,
  deadline: Deadline,
): Promise<DeliveryReport> {
  const report = { sent: 0, delivered: 0, refused: 0, postponed: 0, failed: 0 }
  const run: DeliveryRun = { ...parts, deadline, resting: new Set(), report, errors: [] }
  while (deadline.remaining() > 0) {
    const now = run.clock.now()
    const batch = await run.outbox.take(now, now + leaseMs, batchSize)
    if (batch.length === 0) break
    const ready: Ready[] = []
    for (const message of batch) {
      if (deadline.remaining() === 0) await release(run, message)
      else ready.push(...((await apart(run, message, () => prepare(run, message))) ?? []))
    }
    await sendReady(run, ready)
  }
  if (run.errors.length > 0) throw run.errors[0]
  return report
}

/** Follows a message that is out; gives those that may be sent, with where to. */
async function prepare(run: DeliveryRun, message: OutboxMessage): Promise<Ready[]> {
  if (message.state === 'sent') {
    await (run.resting.has('twilio') ? release(run, message) : followText(run, message))
    return []
  }
  if (message.state === 'sending' && (await settleSend(run, message)) === 'settled') return []
  const read = await contactOf(run, message)
  const isPatient = run.clock.now() - message.createdAt < unreadableMs
  const contact = read === 'unreadable' ? undefined : read
  const again = message.state === 'sending' ? message.target : undefined
  const target = again ?? nextDestination(message, contact, run.rules)
  if (target && (read !== 'unreadable' || !isPatient)) return [{ message, target, contact }]
  await (read === 'unreadable' ? release(run, message) : giveUp(run, message))
  return []
}

/** Nobody is left to tell: it stays in the outbox for the operator. */
async function giveUp(run: DeliveryRun, message: OutboxMessage): Promise<void> {
  const { clientId } = message
  await recordFailure(run, {
    id: stableId('no destination', message.id),
    ...(clientId ? { clientId } : {}),
    errorType: 'twilio',
    message: 'no destination is left',
    payload: { message_id: message.id, refused: message.refused },
  })
  await run.outbox.save({ ...message, state: 'failed' })
  run.report.failed++
}

/** The client's contact; a client that cannot be read is waited for, then the operator gets the message. */
async function contactOf(
  run: DeliveryRun,
  { clientId }: OutboxMessage,
): Promise<Contact | undefined | 'unreadable'> {
  if (!clientId) return undefined
  const episode = `unreadable:${clientId}`
  try {
    const contact = await run.contact(clientId, run.deadline.within(readMs))
    await run.alerts.end(episode)
    return contact
  } catch (error) {
    if (!(error instanceof VendorFailure)) run.errors.push(error)
    const since = run.clock.now()
    await run.alerts.raise(episode, { kind: 'client_unreadable', since, clientId })
    return 'unreadable'
  }
}
