import type { Token } from './token.ts'
import { at, isWord } from './token.ts'

/** Words that make a name or number an address. */
export const streets = new Set(
  'street st avenue ave road rd drive dr boulevard blvd lane crescent cres court way place terrace highway'.split(
    ' ',
  ),
)

const introductions = new Set([
  "i'm",
  "it's",
  'is',
  'called',
  'named',
  'for',
  'to',
  'hi',
  'hello',
  'hey',
  'with',
])

/** April, May, June, August as people, March as a street. */
export function isName(tokens: readonly Token[], i: number): boolean {
  const token = at(tokens, i)
  if (token.tag !== 'month') return false
  if (streets.has(at(tokens, i + 1).text)) return true
  const next = at(tokens, i + 1)
  if (next.tag === 'number' || next.tag === 'ordinal' || isWord(tokens, i + 1, 'the', '/'))
    return false
  if (isWord(tokens, i + 1, 'here', 'calling', 'speaking', 'smith')) return true
  const before = at(tokens, i - 1).text
  if (!introductions.has(before)) return false
  if (before === 'is' || before === 'with')
    return isWord(tokens, i - 2, 'this', 'name', 'speak', 'talk')
  if (before === 'for' || before === 'to')
    return isWord(tokens, i - 2, 'ask', 'asking', 'talk', 'speak', 'talking', 'speaking')
  return true
}

const modalFollowers = new Set(
  'be have need want not i we as he she you also get go take prefer just actually only require'.split(
    ' ',
  ),
)

/** "may I", "I sat down", "the sun", "just a second", "this is the one". */
export function isOtherMeaning(tokens: readonly Token[], i: number): boolean {
  const { text, name } = at(tokens, i)
  if (text === 'may') {
    return (
      modalFollowers.has(at(tokens, i + 1).text) ||
      isWord(tokens, i - 1, 'i', 'we', 'he', 'she', 'you', 'that', 'it', 'they')
    )
  }
  if (text === 'march')
    return isWord(tokens, i - 1, 'to') && isWord(tokens, i + 1, 'down', 'in', 'on')
  if (text === 'sat')
    return isWord(tokens, i - 1, 'i', 'we', 'he', 'she', 'just') || isWord(tokens, i + 1, 'down')
  if (text === 'sun') return isWord(tokens, i - 1, 'the') && !isWord(tokens, i + 1, 'at')
  if (text === 'mar' || text === 'wed') return isWord(tokens, i - 1, 'to', 'newly')
  if (name === 'second') {
    return (
      isWord(tokens, i - 1, 'a', 'one', 'just', 'per', 'quick') ||
      isWord(tokens, i + 1, 'thought', 'thoughts', 'opinion', 'mortgage')
    )
  }
  return false
}
