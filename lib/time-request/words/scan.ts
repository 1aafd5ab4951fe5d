import { lexicon } from './lexicon.ts'
import { settledSpelling } from './spelling.ts'
import type { Token } from './token.ts'

/** Splits the words into tokens, one pass, left to right. Letters and digits that are glued come apart. */
export function scan(words: string): Token[] {
  const tokens: Token[] = []
  let i = 0
  let spaced = true
  while (i < words.length) {
    const code = words.charCodeAt(i)
    if (isSpace(code)) {
      i++
      spaced = true
      continue
    }
    const start = i
    if (isDigit(code)) {
      while (isDigit(words.charCodeAt(i))) i++
      tokens.push(numeral(words.slice(start, i), start, i, !spaced))
    } else if (isLetter(code)) {
      while (isLetter(words.charCodeAt(i)) || isApostrophe(words, i)) i++
      tokens.push(word(words.slice(start, i), start, i, !spaced))
    } else {
      i++
      tokens.push(blank(words[start] as string, 'punct', start, i, !spaced))
    }
    spaced = false
  }
  return tokens
}

/** A token of no special meaning. */
function blank(text: string, tag: Token['tag'], start: number, end: number, glued: boolean): Token {
  return { text, tag, value: 0, name: '', digits: 0, glued, start, end }
}

/** A word token with what the lexicon knows of it. */
export function word(raw: string, start: number, end: number, glued: boolean): Token {
  const lower = raw.toLowerCase()
  const direct = lexicon.get(lower)
  const text = direct ? lower : withoutPossessive(settledSpelling(lower))
  const known = direct ?? lexicon.get(text)
  const token = blank(text, known?.tag ?? 'word', start, end, glued)
  if (known) {
    token.value = known.value
    token.name = known.name
  }
  return token
}

function numeral(text: string, start: number, end: number, glued: boolean): Token {
  const token = blank(text, 'number', start, end, glued)
  token.value = text.length > 9 ? NaN : Number(text)
  token.digits = text.length
  return token
}

/** "Tuesday's" is "Tuesday" to us; "it's" stays as it is. */
function withoutPossessive(text: string): string {
  if (!text.endsWith("'s") && !text.endsWith("s'")) return text
  const base = text.slice(0, -2)
  return lexicon.has(base) && lexicon.get(base)?.tag !== 'number' ? base : text
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 160 || (code >= 0x2000 && code <= 0x200f) || code === 0x3000
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 192 && code < 0x2000)
}

function isApostrophe(words: string, i: number): boolean {
  return words.charCodeAt(i) === 39 && isLetter(words.charCodeAt(i + 1))
}
