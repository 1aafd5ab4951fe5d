import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Half } from './piece.ts'

/** "am", "p.m.", a glued "a" or "p". */
export function readMeridiem(
  tokens: readonly Token[],
  i: number,
): { half: Half; next: number } | undefined {
  const { text, glued } = at(tokens, i)
  if (text === 'am' || text === 'pm') {
    if (text === 'am' && !glued && isWord(tokens, i - 1, 'i')) return undefined
    return { half: text, next: i + 1 }
  }
  if (text === '.' && glued && isWord(tokens, i + 1, 'am', 'pm') && at(tokens, i + 1).glued) {
    return readMeridiem(tokens, i + 1)
  }
  if (!glued || (text !== 'a' && text !== 'p')) return undefined
  return { half: text === 'a' ? 'am' : 'pm', next: i + 1 }
}

const alikes: Record<string, number> = {
  to: 2,
  too: 2,
  tu: 2,
  tree: 3,
  free: 3,
  for: 4,
  fore: 4,
  fife: 5,
  ate: 8,
  nein: 9,
  tin: 10,
  won: 1,
}
/** The hour a word sounds like after "half past" or "quarter to", where only an hour can stand. */
export function hourBySound(word: string): number | undefined {
  return word !== 'to' && word !== 'free' && Object.hasOwn(alikes, word) ? alikes[word] : undefined
}

const functionWords = new Set(['to', 'for', 'free'])

/** The hour a word sounds like, where a time is expected: "for p.m.", "at too thirty", "tree o'clock". */
export function soundAlikeHour(tokens: readonly Token[], i: number): number | undefined {
  const word = at(tokens, i).text
  const hour = alikes[word]
  if (hour === undefined || !Object.hasOwn(alikes, word)) return undefined
  const next = at(tokens, i + 1)
  const before = at(tokens, i - 1)
  if ((next.text === 'pm' || next.text === 'am') && !isWord(tokens, i + 2, 'i')) return hour
  if (next.text === "o'clock" || next.text === 'ish') return hour
  const expected =
    isWord(tokens, i - 1, 'at', '@', 'around', 'about', 'say') ||
    ((before.tag === 'weekday' || before.tag === 'relativeDay' || before.text === '') &&
      !functionWords.has(word))
  if (isRoundMinute(tokens, i + 1) && isSaidAsTime(tokens, i)) return hour
  if (isRoundMinute(tokens, i + 1)) {
    return expected ||
      !functionWords.has(word) ||
      before.tag === 'weekday' ||
      before.tag === 'relativeDay'
      ? hour
      : undefined
  }
  if (!isWord(tokens, i - 1, 'at', '@', 'around') || word === 'free') return undefined
  const ends =
    next.text === '' || next.tag === 'punct' || next.tag === 'weekday' || next.tag === 'relativeDay'
  return ends || isWord(tokens, i + 1, 'on', 'in', 'please', 'works', 'if', 'would')
    ? hour
    : undefined
}

/** "for thirty pm", "to thirty in the afternoon", or nothing before it to make it a word. */
function isSaidAsTime(tokens: readonly Token[], i: number): boolean {
  const after = at(tokens, i + 2)
  if (after.text === 'pm' || after.text === 'am' || after.tag === 'part') return true
  if (after.text === 'in' && isWord(tokens, i + 3, 'the')) return true
  return at(tokens, i - 1).text === ','
}

function isRoundMinute(tokens: readonly Token[], i: number): boolean {
  const { tag, value } = at(tokens, i)
  const after = at(tokens, i + 1)
  if (tag !== 'number' || after.tag === 'unit' || after.tag === 'number') return false
  return value >= 15 && value < 60 && value % 5 === 0
}
