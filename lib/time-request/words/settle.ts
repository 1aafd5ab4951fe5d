import { joined } from './joins.ts'
import { word } from './scan.ts'
import type { Token } from './token.ts'
import { at } from './token.ts'

/**
 * Joins what speech recognition took apart: "p m", "o clock", "to morrow", "twenty first", "eleven hundred".
 * Drops fillers and the hyphens inside spoken compounds.
 */
export function settle(tokens: readonly Token[]): Token[] {
  const out: Token[] = []
  let i = 0
  while (i < tokens.length) {
    const token = tokens[i] as Token
    if (token.text === 'um' || isJoiningHyphen(tokens, i)) {
      i++
      continue
    }
    if (token.text === 'weeknight' || token.text === 'weeknights') {
      out.push(
        word('weekdays', token.start, token.end, false),
        word('evenings', token.end, token.end, false),
      )
      i++
      continue
    }
    if (splitIsh(token, out) || splitIs(token, out)) {
      i++
      continue
    }
    if (token.text === "'" && at(tokens, i - 1).digits > 0 && at(tokens, i + 1).text === 's') {
      out.push(word('is', token.start, at(tokens, i + 1).end, true))
      i += 2
      continue
    }
    const whole = joined(tokens, i, out)
    if (whole) {
      out.push(whole.token)
      i += whole.count
    } else {
      out.push(token)
      i++
    }
  }
  return out
}

/** "threeish", "noonish": the time and its vagueness apart. */
function splitIsh(token: Token, out: Token[]): boolean {
  if (!token.text.endsWith('ish') || token.tag !== 'word' || token.text.length < 6) return false
  const base = word(token.text.slice(0, -3), token.start, token.end, token.glued)
  if (base.tag !== 'number' && base.tag !== 'part') return false
  out.push(base, word('ish', token.end, token.end, true))
  return true
}

/** "two's fine". */
function splitIs(token: Token, out: Token[]): boolean {
  if (token.tag !== 'word' || !token.text.endsWith("'s")) return false
  const base = word(token.text.slice(0, -2), token.start, token.end, token.glued)
  if (base.tag !== 'number') return false
  out.push(base, word('is', token.end, token.end, true))
  return true
}

/** "mid-morning", "three-ish", "ten-thirty": the hyphen says nothing. "Monday-Friday", "9-5" keep theirs. */
function isJoiningHyphen(tokens: readonly Token[], i: number): boolean {
  const hyphen = at(tokens, i)
  if (hyphen.text !== '-' || !hyphen.glued) return false
  const before = at(tokens, i - 1)
  const after = at(tokens, i + 1)
  if (
    !after.glued ||
    before.tag === 'punct' ||
    before.text === 'am' ||
    before.text === 'pm' ||
    before.digits > 0 ||
    after.digits > 0
  )
    return false
  if (before.tag === 'number' && after.tag === 'number')
    return after.value > 12 || after.value === 0 || before.value === 0
  return before.tag === 'word' || before.tag === 'unit' || before.tag !== after.tag
}
