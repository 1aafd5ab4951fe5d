import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found } from './piece.ts'

const owners = new Set(['my', 'our', 'the', 'his', 'her', 'their'])
const linking = new Set(['is', 'are', 'was', 'will'])
/** Said of these, a time is the appointment after all: "the best time for me is 3". */
const choices = new Set(
  'best better good ideal day days time times preference choice pick easiest only free available availability afternoon morning evening lunch break window slot appointment call option favorite favourite first next earliest latest soonest day-off schedule'.split(
    ' ',
  ),
)

/** "my appointment with the bank is Tuesday", "my son is 3": a time about something else, up to the clause's end. */
export function findTopic(tokens: readonly Token[], i: number): Found {
  const contracted = isContracted(at(tokens, i).text)
  if (!contracted && !linking.has(at(tokens, i).text)) return undefined
  const owner = ownerBefore(tokens, i)
  if (owner === undefined || (owner === i - 1 && !contracted)) return undefined
  for (let k = owner + 1; k < i; k++) {
    const { tag, text } = at(tokens, k)
    const own = text === 'appointment' && isWord(tokens, owner, 'my', 'our')
    if (tag !== 'word' && tag !== 'masked') return undefined
    if (choices.has(text) && !own) return undefined
  }
  return isTimeNext(tokens, i + 1) ? { piece: { k: 'op', op: 'aside' }, next: i + 1 } : undefined
}

/** "my renewal's in June". */
function isContracted(text: string): boolean {
  return text.endsWith("'s") && !choices.has(text.slice(0, -2))
}

/** The "my" or "the" that opens the phrase before the verb, in the same clause and at most five words back. */
function ownerBefore(tokens: readonly Token[], i: number): number | undefined {
  for (let k = i - 1; k >= Math.max(0, i - 6); k--) {
    const { tag, text } = at(tokens, k)
    if (tag === 'punct') return undefined
    if (owners.has(text) && (text !== 'the' || !isWord(tokens, k - 1, 'with', 'of', 'for', 'at')))
      return k
  }
  return undefined
}

/** True when a time stands at `i`, a few small words before it. */
export function isTimeNext(tokens: readonly Token[], i: number): boolean {
  let k = i
  while (
    k < i + 4 &&
    isWord(tokens, k, 'on', 'at', 'in', 'the', 'this', 'next', 'from', 'be', 'about')
  )
    k++
  return (
    ['number', 'ordinal', 'weekday', 'month', 'relativeDay'].includes(at(tokens, k).tag) ||
    at(tokens, k).name === 'noon'
  )
}
