import { at } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { operatorPhrases } from './operator-phrases.ts'
import type { Op } from './piece.ts'

type Entry = readonly [rest: readonly string[], op: Op]

/** Operators by their first word: alone, and longer ones by their second word, the longest first. */
const operators = new Map<string, { alone?: Op; longer: Map<string, Entry[]> }>()

/** "I'm on shift" may be said as "I'll be on shift"; of "I'll be out at 3" only a wish beside it tells that it is none. */
function asWillBe(phrase: string): string[] {
  const [subject, ...rest] = phrase.split(' ')
  const will = subject === "i'm" ? "i'll" : subject === "we're" ? "we'll" : undefined
  if (!will || ['out', 'away', 'back'].includes(rest[0] ?? '')) return [phrase]
  return [phrase, `${will} be ${rest.join(' ')}`]
}

function addPhrases(name: Op, phrases: string): void {
  for (const phrase of phrases.split('|').flatMap(asWillBe)) {
    const [first = '', second, ...rest] = phrase.split(' ')
    const known = operators.get(first) ?? { longer: new Map<string, Entry[]>() }
    operators.set(first, known)
    if (second === undefined) known.alone ??= name
    else {
      const entries = known.longer.get(second) ?? []
      entries.push([rest, name])
      entries.sort(([a], [b]) => b.length - a.length)
      known.longer.set(second, entries)
    }
  }
}

for (const [name, phrases] of operatorPhrases) addPhrases(name, phrases)

/** The operator whose words stand at `i`, the longest phrase first. */
export function operatorAt(
  tokens: readonly Token[],
  i: number,
): { op: Op; count: number } | undefined {
  const known = operators.get(at(tokens, i).text)
  if (!known) return undefined
  for (const [rest, op] of known.longer.get(at(tokens, i + 1).text) ?? []) {
    if (rest.every((word, k) => at(tokens, i + 2 + k).text === word))
      return { op, count: rest.length + 2 }
  }
  return known.alone && { op: known.alone, count: 1 }
}
