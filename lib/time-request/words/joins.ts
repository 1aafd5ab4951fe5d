import { phrases } from './phrases.ts'
import { word } from './scan.ts'
import type { Token } from './token.ts'
import { at } from './token.ts'

/** One token made of the next `count`. */
type Joined = { token: Token; count: number } | undefined

/** What begins at `i` and was taken apart, as one token; `out` is what came before it. */
export function joined(tokens: readonly Token[], i: number, out: readonly Token[]): Joined {
  return (
    joinMeridiem(tokens, i) ??
    joinZoneLetters(tokens, i) ??
    joinShorthand(tokens, i) ??
    joinPhrase(tokens, i) ??
    joinNumber(tokens, i, out)
  )
}

/** "P.S.T.", "e s t": the letters of a zone. */
function joinZoneLetters(tokens: readonly Token[], i: number): Joined {
  const letters: string[] = []
  let k = i
  while (letters.length < 3 && at(tokens, k).text.length === 1) {
    if (at(tokens, k).text !== '.') letters.push(at(tokens, k).text)
    k++
  }
  const text = letters.join('')
  if (!zoneLetters.has(text)) return undefined
  if (at(tokens, k).text === '.' && at(tokens, k).glued) k++
  return { token: merge(tokens, i, k - i, text), count: k - i }
}

const zoneLetters = new Set('pst pdt mst mdt cst cdt est edt ast adt nst utc gmt'.split(' '))

const shorthand: Record<string, string> = {
  tomorrow: 'tomorrow',
  day: 'today',
  evening: 'tonight',
  night: 'tonight',
}

/** "2morrow", "2day", and "after noon" where it is one word. */
function joinShorthand(tokens: readonly Token[], i: number): Joined {
  const { text } = at(tokens, i)
  const next = at(tokens, i + 1)
  const whole = Object.hasOwn(shorthand, next.text) ? shorthand[next.text] : undefined
  if (text === '2' && next.glued && whole) return { token: merge(tokens, i, 2, whole), count: 2 }
  const noon = text === 'after' && next.text === 'noon'
  const one = noon && ['this', 'the', 'good', 'late', 'early'].includes(at(tokens, i - 1).text)
  return one ? { token: merge(tokens, i, 2, 'afternoon'), count: 2 } : undefined
}

const firstLetters: Record<string, string> = {
  a: 'am',
  ay: 'am',
  hey: 'am',
  eh: 'am',
  p: 'pm',
  pee: 'pm',
  pea: 'pm',
  pe: 'pm',
  be: 'pm',
}

/** "p.m.", "p m", "pee em": one token, with its closing full stop. */
function joinMeridiem(tokens: readonly Token[], i: number): Joined {
  const first = at(tokens, i)
  const text = firstLetters[first.text]
  if (!text) return undefined
  let next = i + 1
  if (at(tokens, next).text === '.') next++
  const second = at(tokens, next).text
  if (second !== 'm' && second !== 'em') return undefined
  if (first.text === 'be' && at(tokens, i - 1).tag !== 'number') return undefined
  let count = next + 1 - i
  const stop = at(tokens, i + count)
  if (stop.text === '.' && (stop.glued || at(tokens, next - 1).text === '.')) count++
  return { token: merge(tokens, i, count, text), count }
}

/** Two or three words that are one: "half an hour" stays, "o clock" joins. */
function joinPhrase(tokens: readonly Token[], i: number): Joined {
  const options = phrases.get(at(tokens, i).text)
  if (!options) return undefined
  for (const [rest, text] of options) {
    if (rest.every((part, k) => at(tokens, i + 1 + k).text === part)) {
      const count = rest.length + 1
      return { token: merge(tokens, i, count, text), count }
    }
  }
  return undefined
}

const suffixes = new Set(['st', 'nd', 'rd', 'th'])

/** "5th", "twenty one", "twenty-first", "eleven hundred", "oh nine hundred". */
function joinNumber(tokens: readonly Token[], i: number, out: readonly Token[]): Joined {
  const tens = at(tokens, i)
  if (tens.tag !== 'number') return undefined
  if (tens.digits > 0 && at(tokens, i + 1).glued && suffixes.has(at(tokens, i + 1).text)) {
    const token = merge(tokens, i, 2, `${tens.text}th`)
    return { token: { ...token, tag: 'ordinal', value: tens.value, digits: tens.digits }, count: 2 }
  }
  const hyphen = at(tokens, i + 1).text === '-' && at(tokens, i + 1).glued
  const next = hyphen ? i + 2 : i + 1
  const unit = at(tokens, next)
  const count = next + 1 - i
  if (unit.text === 'hundred' && tens.value <= 24 && tens.value > 0 && !hyphen) {
    const token = merge(tokens, i, count, 'hundred')
    const early = at(out, out.length - 1).text === 'oh'
    return {
      token: { ...token, tag: 'number', value: tens.value * 100, digits: early ? 3 : 4 },
      count,
    }
  }
  const joins = tens.digits === 0 && tens.value >= 20 && tens.value % 10 === 0
  if (!joins || unit.digits > 0 || unit.value < 1 || unit.value > 9) return undefined
  if (unit.tag !== 'number' && unit.tag !== 'ordinal') return undefined
  const token = merge(tokens, i, count, `${tens.text}-${unit.text}`)
  return { token: { ...token, tag: unit.tag, value: tens.value + unit.value }, count }
}

function merge(tokens: readonly Token[], i: number, count: number, text: string): Token {
  const first = at(tokens, i)
  return word(text, first.start, at(tokens, i + count - 1).end, first.glued)
}
