import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import { allowance } from './caps.ts'
import type { HandOverContent } from './content.ts'
import type { DeliveryParts, DeliveryReport, DeliveryRun } from './delivery.ts'
import { nextDestination, type Contact } from './destinations.ts'
import { followText, settleSend } from './follow-one.ts'
import type { Destination, OutboxMessage } from './outbox.ts'
import { sendOne } from './send-one.ts'
import { stableId } from './stable-id.ts'
import { unfollowed } from './steps.ts'

const leaseMs = 60_000
const batchSize = 20
const largestDigest = 10
/** For this long a client that cannot be read is waited for, before the operator gets the message. */
const unreadableMs = 300_000

/** A message that may go out now, and where. */
type Ready = { message: OutboxMessage; target: Destination; contact: Contact | undefined }

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

/** Sends what is ready, within the caps; what is too much for a number becomes a digest. */
async function sendReady(run: DeliveryRun, ready: Ready[]): Promise<void> {
  const groups = Map.groupBy(ready, ({ message, target }) => `${message.clientId} ${target.to}`)
  for (const group of groups.values()) {
    const [first] = group
    if (first && isCapped(first)) await sendCapped(run, group, first)
    else for (const one of group) await sendUnlessResting(run, one)
  }
}

async function sendCapped(run: DeliveryRun, group: Ready[], first: Ready): Promise<void> {
  const now = run.clock.now()
  const texts = await run.outbox.textsSince(now - run.caps.windowMs)
  const to = { number: first.target.to, clientId: first.message.clientId }
  const { left, freeAt } = allowance(texts, to, run.caps, now)
  const [handOvers, others] = [group.filter(isFoldable), group.filter((one) => !isFoldable(one))]
  const isTooMuch = group.length > left || handOvers.some(({ message }) => message.isHeld)
  if (left > 0 && isTooMuch && handOvers.length > 1) {
    await fold(run, handOvers)
    handOvers.length = 0
  }
  for (const [i, one] of [...handOvers, ...others].entries()) {
    if (i < left) await sendUnlessResting(run, one)
    else await run.outbox.save({ ...one.message, isHeld: true, nextTry: Math.max(freeAt, now + 1) })
  }
}

/** Puts hand-overs into as few digests as their length allows; the digests are due at once. */
async function fold(run: DeliveryRun, handOvers: Ready[]): Promise<void> {
  for (let i = 0; i < handOvers.length; i += largestDigest) {
    const parts = handOvers.slice(i, i + largestDigest).map(({ message }) => message)
    const [first] = parts
    if (!first) return
    await run.outbox.fold(parts, {
      id: stableId(`digest ${parts.map((part) => part.id).join(' ')}`),
      ...(first.clientId ? { clientId: first.clientId } : {}),
      content: { kind: 'digest', parts: parts.map((part) => part.content as HandOverContent) },
      failureIds: parts.flatMap((part) => part.failureIds ?? []),
      createdAt: first.createdAt,
    })
  }
}

async function sendUnlessResting(run: DeliveryRun, one: Ready): Promise<void> {
  const isRepeat = one.message.state === 'sending'
  const isResting = !isRepeat && run.resting.has(one.target.channel === 'sms' ? 'twilio' : 'smtp')
  if (isResting || run.deadline.remaining() === 0) await release(run, one.message)
  else await sendOne(run, one.message, one.target, one.contact)
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

/** Not in this run: soon again. */
async function release(run: DeliveryRun, message: OutboxMessage): Promise<void> {
  await run.outbox.save(unfollowed(message, run.clock.now()))
}

/** Texts to clients are capped; the operator's are few by themselves, and mail is read at leisure. */
function isCapped({ message, target }: Ready): boolean {
  return target.channel === 'sms' && message.clientId !== undefined && message.state === 'waiting'
}

function isFoldable({ message }: Ready): boolean {
  return message.content.kind === 'hand_over' && message.state === 'waiting'
}
