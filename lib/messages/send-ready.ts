import { stableId } from '../stable-id.ts'
import { allowance } from './caps.ts'
import type { HandOverContent } from './content.ts'
import type { DeliveryRun } from './delivery.ts'
import type { Contact } from './destinations.ts'
import type { Destination, OutboxMessage } from './outbox.ts'
import { apart, release } from './put-off.ts'
import { sendOne } from './send-one.ts'

const largestDigest = 10
/** A send cut off by the run's own end would be of unknown fate: with less time left none is begun. */
const leastSendMs = 2_000

/** A message that may go out now, and where. */
export type Ready = { message: OutboxMessage; target: Destination; contact: Contact | undefined }

/** Sends what is ready, within the caps; what is too much for a number becomes a digest. */
export async function sendReady(run: DeliveryRun, ready: Ready[]): Promise<void> {
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
      id: stableId('digest', ...parts.map((part) => part.id)),
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
  if (isResting || run.deadline.remaining() < leastSendMs) await release(run, one.message)
  else await apart(run, one.message, () => sendOne(run, one.message, one.target, one.contact))
}

/** Texts to clients are capped; the operator's are few by themselves, and mail is read at leisure. */
function isCapped({ message, target }: Ready): boolean {
  return target.channel === 'sms' && message.clientId !== undefined && message.state === 'waiting'
}

function isFoldable({ message }: Ready): boolean {
  return message.content.kind === 'hand_over' && message.state === 'waiting'
}
