import { alertWords } from '../../../lib/messages/alert-texts.ts'
import type { AdminAlert } from '../../../lib/messages/content.ts'
import type { OutboxMessage } from '../../../lib/messages/outbox.ts'
import { endOf, kindOf, leadsIn } from './arrivals.ts'
import type { Attempt } from './record.ts'
import type { World } from './world.ts'

/** After this long without news of a text it may be sent again. */
const unknownMs = 120_000
/** A look may begin this long before its answer says so. */
const slowestLookMs = 10_000

/** What went out twice without a reason: nothing may, but where the fate of the first was unknown or it failed. */
export function judgeRepeats(world: World): string[] {
  const landed = world.record.attempts.filter((attempt) => attempt.landed !== undefined)
  const told = landed.flatMap((attempt) => topics(attempt).map((topic) => ({ topic, attempt })))
  return [...Map.groupBy(told, ({ topic }) => topic)].flatMap(([topic, of]) => {
    const repeats = of.filter(({ attempt }, i) => {
      const earlier = of.slice(0, i).map((one) => one.attempt)
      const before = earlier.at(-1)
      if (!before || mayGoAgain(world, before, attempt)) return false
      // A destination that took one try and failed is out, whatever becomes of another try.
      const isOut = earlier.some((one) => one.to === before.to && hasFailed(world, one))
      return !(isOut && attempt.to !== before.to)
    })
    const more = occasions(world, topic) - 1
    return repeats.slice(more).map(({ attempt }) => `told again: ${topic} at ${attempt.at}`)
  })
}

/** How many messages say a thing: episodes of one minute, and one told again after a death, use the same words. */
function occasions(world: World, topic: string): number {
  const isIt = ({ content, roles }: OutboxMessage) =>
    roles !== undefined && topic.endsWith(alertWords(content as AdminAlert).text)
  return Math.max(1, Math.ceil(world.messages().filter(isIt).length / 2))
}

/** What an attempt tells: each may be told once. */
function topics(attempt: Attempt): string[] {
  const kind = kindOf(attempt)
  if (kind === 'alert') return [`${attempt.to} ${attempt.text}`]
  return leadsIn(attempt).map((lead) => `${lead} ${kind}`)
}

function hasFailed(world: World, attempt: Attempt): boolean {
  const end = endOf(world, attempt)
  return end === 'undelivered' || end === 'failed'
}

function mayGoAgain(world: World, first: Attempt, second: Attempt): boolean {
  const { looks, saved, interruptions } = world.record
  const isBetween = ({ order }: { order: number }) => first.order < order && order < second.order
  // Without anything durable nobody knows later what was sent at once.
  if (first.direct || second.direct) return true
  // A mail whose answer or record was lost goes again: nobody can look for it.
  if (first.channel === 'mail') return !first.heard || interruptions.some(isBetween)
  if (hasFailed(world, first)) return true
  const isKept = saved.filter(isBetween).some(({ providerId }) => providerId === first.landed)
  if (isKept || second.at - first.at < unknownMs) return false
  // Somebody looked when its time was up, and was not shown it.
  return looks.some((look) => {
    const isLate = look.at - first.at >= unknownMs - slowestLookMs
    const isSeen = look.showed?.includes(first.landed ?? '') === true
    return isBetween(look) && look.to === first.to && isLate && !isSeen
  })
}
