/** What the lexicon knows a word to be; `word` is everything else. */
export type Tag =
  | 'number'
  | 'ordinal'
  | 'weekday'
  | 'month'
  | 'relativeDay'
  | 'unit'
  | 'part'
  | 'punct'
  | 'word'
  | 'masked'

/** One word, number or mark of the customer's words, its spelling settled. */
export type Token = {
  text: string
  tag: Tag
  /** Number, ordinal, weekday (0 = Monday), month (1-12), days from today. */
  value: number
  /** Which unit or part of the day; `plural` for "Mondays". */
  name: string
  /** How many digits were written; 0 for a number word. */
  digits: number
  /** No space before it. */
  glued: boolean
  /** Where it stands in the words. */
  start: number
  end: number
}

/** The token at `i`, or an empty one past the end, so that rules need no bounds checks. */
export function at(tokens: readonly Token[], i: number): Token {
  return tokens[i] ?? nothing
}

/** True when the word at `i` is one of `texts`. */
export function isWord(tokens: readonly Token[], i: number, ...texts: string[]): boolean {
  return texts.includes(at(tokens, i).text)
}

/** Makes the tokens plain words of that text, so that no rule takes them for anything else. */
export function mask(tokens: Token[], i: number, count: number, text: string): void {
  for (let k = i; k < i + count; k++) {
    const token = tokens[k]
    if (token) tokens[k] = { ...token, tag: 'word', text }
  }
}

const nothing: Token = {
  text: '',
  tag: 'punct',
  value: 0,
  name: '',
  digits: 0,
  glued: false,
  start: 0,
  end: 0,
}
