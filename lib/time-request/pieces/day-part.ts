import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import type { Found, Half, PartPiece } from './piece.ts'

type Row = readonly [from: number, to: number, half?: Half]

/** Minutes of the day; "early", "mid" and "late" have rows of their own. */
const parts: Record<string, Row> = {
  morning: [540, 720, 'am'],
  'early morning': [540, 600, 'am'],
  'mid morning': [600, 660, 'am'],
  'late morning': [660, 720, 'am'],
  'first morning': [540, 600, 'am'],
  lunch: [720, 780],
  'early lunch': [660, 780],
  'late lunch': [780, 840],
  'before lunch': [540, 720, 'am'],
  'after lunch': [780, 1020, 'pm'],
  afternoon: [720, 1020, 'pm'],
  'early afternoon': [720, 840, 'pm'],
  'mid afternoon': [840, 960, 'pm'],
  'late afternoon': [900, 1020, 'pm'],
  evening: [1020, 1200, 'pm'],
  'early evening': [1020, 1080, 'pm'],
  'mid evening': [1080, 1140, 'pm'],
  'late evening': [1140, 1200, 'pm'],
  'after work': [1020, 1200, 'pm'],
  'after school': [900, 1020, 'pm'],
  supper: [1020, 1080, 'pm'],
  'before supper': [960, 1020, 'pm'],
  'after supper': [1080, 1200, 'pm'],
  'before work': [480, 540, 'am'],
  'before school': [480, 540, 'am'],
  'after breakfast': [540, 720, 'am'],
  daytime: [540, 1020],
  'end day': [960, 1020, 'pm'],
  'start day': [540, 600, 'am'],
  'middle day': [660, 840],
  am: [540, 720, 'am'],
  pm: [720, 1200, 'pm'],
}

/** "the morning", "late afternoon", "first thing", "end of day", "after work", "tomorrow PM". */
export function findPart(tokens: readonly Token[], i: number): Found {
  const { text, name, tag } = at(tokens, i)
  if (tag === 'part') return partNamed(name, i + 1)
  if (
    text === 'early' ||
    text === 'late' ||
    text === 'mid' ||
    text === 'later' ||
    text === 'middle'
  ) {
    return modified(tokens, i, text)
  }
  if (text === 'last' && isWord(tokens, i + 1, 'thing')) {
    const day = isWord(tokens, i + 2, 'in', 'of') && isWord(tokens, i + 4, 'day')
    return partNamed('end day', day ? i + 5 : i + 2)
  }
  if (text === 'first' && isWord(tokens, i + 1, 'thing')) {
    const morning = skipTo(tokens, i + 2, 'morning')
    return partNamed('first morning', morning ?? i + 2)
  }
  if (text === 'end' || text === 'start' || text === 'close' || text === 'beginning')
    return edgeOfDay(tokens, i, text)
  if (text === 'during' && isWord(tokens, i + 1, 'the') && isWord(tokens, i + 2, 'day'))
    return partNamed('daytime', i + 3)
  if (text === 'eod') return partNamed('end day', i + 1)
  if (text === 'after' || text === 'before') return aroundPart(tokens, i, text)
  if ((text === 'am' || text === 'pm') && isHalfOfDay(tokens, i)) return partNamed(text, i + 1)
  return undefined
}

function modified(tokens: readonly Token[], i: number, text: string): Found {
  if (
    text === 'middle' &&
    isWord(tokens, i + 1, 'of') &&
    isWord(tokens, i + 2, 'the') &&
    isWord(tokens, i + 3, 'day')
  ) {
    return partNamed('middle day', i + 4)
  }
  const inDay =
    isWord(tokens, i + 1, 'in') && isWord(tokens, i + 2, 'the') && isWord(tokens, i + 3, 'day')
  if (inDay && text === 'early') return partNamed('morning', i + 4)
  if (inDay && text === 'late') return partNamed('late afternoon', i + 4)
  const part = nextPart(tokens, i + 1)
  if (!part) return beforeDay(tokens, i, text)
  const modifier = text === 'middle' ? 'mid' : text
  if (modifier === 'later') return partNamed(part.name, part.next)
  const base = part.name.replace(/s$/, '')
  const row = `${modifier} ${base === 'tonight' ? 'evening' : base}`
  return partNamed(row in parts ? row : part.name, part.next, part.name !== base)
}

/** "early Thursday", "late Friday afternoon": the part may come after the day, or not at all. */
function beforeDay(tokens: readonly Token[], i: number, text: string): Found {
  if (text !== 'early' && text !== 'late') return undefined
  const k = isWord(tokens, i + 1, 'on', 'next', 'this') ? i + 2 : i + 1
  const { tag } = at(tokens, k)
  const before = isWord(tokens, i - 1, ',') ? at(tokens, i - 2) : at(tokens, i - 1)
  const trails =
    at(tokens, i + 1).tag === 'punct' && (before.tag === 'weekday' || before.tag === 'relativeDay')
  if (tag !== 'weekday' && tag !== 'relativeDay' && !trails) return undefined
  const found = partNamed(text === 'early' ? 'early morning' : 'late afternoon', i + 1)
  return found?.piece.k === 'part'
    ? { ...found, piece: { ...found.piece, modifier: text } }
    : undefined
}

/** "early" and "afternoon", said apart, as one part. */
export function joinModifier(modifier: 'early' | 'late', part: PartPiece): PartPiece {
  const found = partNamed(`${modifier} ${part.name}`, 0)
  return found?.piece.k === 'part' ? found.piece : part
}

/** The part a modifier belongs to: "in the", "this", "of the" may stand between. */
function nextPart(tokens: readonly Token[], i: number): { name: string; next: number } | undefined {
  let k = i
  while (k < i + 3 && isWord(tokens, k, 'in', 'the', 'of', 'on', '-')) k++
  const { tag, name } = at(tokens, k)
  return tag === 'part' && name !== 'noon' && name !== 'midnight'
    ? { name, next: k + 1 }
    : undefined
}

function skipTo(tokens: readonly Token[], i: number, part: string): number | undefined {
  let k = i
  while (isWord(tokens, k, 'in', 'the') && k < i + 2) k++
  return at(tokens, k).name === part ? k + 1 : undefined
}

const dayWords = ['day', 'business', 'workday', 'office']

function edgeOfDay(tokens: readonly Token[], i: number, text: string): Found {
  if (!isWord(tokens, i + 1, 'of', 'out')) return undefined
  let k = i + 2
  while (
    isWord(tokens, k, 'the', 'my', 'your', 'business', 'work') &&
    k < i + 4 &&
    !isWord(tokens, k + 1, '')
  )
    k++
  if (!dayWords.includes(at(tokens, k).text)) {
    if (at(tokens, k - 1).text === 'business')
      return partNamed(text === 'start' || text === 'beginning' ? 'start day' : 'end day', k)
    return undefined
  }
  const next =
    isWord(tokens, k, 'business') && isWord(tokens, k + 1, 'day', 'hours') ? k + 2 : k + 1
  return partNamed(text === 'start' || text === 'beginning' ? 'start day' : 'end day', next)
}

/** "after work", "before lunch", "after dinner". */
function aroundPart(tokens: readonly Token[], i: number, text: string): Found {
  const k = isWord(tokens, i + 1, 'the', 'my', 'our') ? i + 2 : i + 1
  const { name, text: word } = at(tokens, k)
  const row = `${text} ${name === '' ? word : name}`
  if (row === 'after school' && isWord(tokens, k + 1, 'drop', 'dropoff'))
    return partNamed('morning', isWord(tokens, k + 2, 'off') ? k + 3 : k + 2)
  return row in parts ? partNamed(row, k + 1) : undefined
}

/** "tomorrow PM", "in the am": not after a number, not the verb. */
function isHalfOfDay(tokens: readonly Token[], i: number): boolean {
  const { tag } = at(tokens, i - 1)
  if (isWord(tokens, i + 1, 'i', 'free', 'available')) return false
  return (
    tag === 'weekday' ||
    tag === 'relativeDay' ||
    tag === 'ordinal' ||
    isWord(tokens, i - 1, 'the') ||
    (isWord(tokens, i - 1, 'or') && isWord(tokens, i - 2, 'am', 'pm'))
  )
}

/** A part of the day by its row; plurals are every day's. */
function partNamed(name: string, next: number, plural = false): Found {
  const every = plural || (name.endsWith('s') && name.slice(0, -1) in parts)
  const base = name === 'tonight' ? 'evening' : every && !(name in parts) ? name.slice(0, -1) : name
  const row = Object.hasOwn(parts, base) ? parts[base] : undefined
  if (!row) return undefined
  const [start, end, half] = row
  const piece: PartPiece = {
    k: 'part',
    name: base,
    start,
    end,
    ...(half && { half }),
    ...(every && { every }),
  }
  return { piece, next }
}
