import { clockOptions } from '../pieces/clock.ts'
import type { Op, Piece } from '../pieces/piece.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'

type NumberPiece = Extract<Piece, { k: 'number' }>

/** Settles which bare numbers are hours: "Friday 3", "at 4", "2 or 3 tomorrow", but not "two kids". */
export function decideNumbers(pieces: Piece[], tokens: readonly Token[]): Piece[] {
  pieces.forEach((piece, i) => {
    if (piece.k === 'number') pieces[i] = decide(pieces, i, piece, tokens)
  })
  return pieces
}

function decide(
  pieces: readonly Piece[],
  i: number,
  piece: NumberPiece,
  tokens: readonly Token[],
): Piece {
  const { from, to, approximate } = piece
  const listed = listedDay(pieces, i, piece)
  if (listed) return listed
  const place = { from, to, ...(approximate && { approximate }) }
  if (!isHour(pieces, i, piece, tokens)) return { k: 'op', op: 'word', ...place }
  const early = piece.digits >= 3 && at(tokens, from).text.startsWith('0')
  const options = clockOptions(
    piece.value,
    piece.minute ?? 0,
    undefined,
    early || isMilitary(tokens, from),
  )
  return options ? { k: 'clock', options, ...place } : { k: 'op', op: 'word', ...place }
}

/** "March 12, 13 or 14": too late for an hour, so another day of the month. */
function listedDay(
  pieces: readonly Piece[],
  i: number,
  { value, minute, digits, from, to }: NumberPiece,
): Piece | undefined {
  if (value < 13 || value > 31 || minute !== undefined || digits > 2) return undefined
  const link = pieces[i - 1]
  const before = pieces[i - 2]
  if (link?.k !== 'op' || !['comma', 'or', 'and'].includes(link.op) || before?.k !== 'date')
    return undefined
  const { spec } = before
  if (spec.type !== 'dayOfMonth' || spec.day >= value) return undefined
  return { k: 'date', spec: { ...spec, day: value }, from, to }
}

function isMilitary(tokens: readonly Token[], i: number): boolean {
  const { digits, text } = at(tokens, i)
  return digits === 2 && text.startsWith('0')
}

const strong = new Set<Op>(['at', 'approx'])
const edges = new Set<Op>(['after', 'before', 'until', 'by', 'from', 'to'])
const medium = new Set<Op>([
  'after',
  'before',
  'until',
  'by',
  'from',
  'between',
  'to',
  'like',
  'or',
  'and',
  'correct',
  'done',
  'offer',
  'same',
  'not',
  'except',
])

function isHour(
  pieces: readonly Piece[],
  i: number,
  piece: NumberPiece,
  tokens: readonly Token[],
): boolean {
  const { value, minute, digits } = piece
  if (value > 23 || value < 0 || (minute ?? 0) > 59) return false
  const before = pieces[i - 1]
  const after = pieces[i + 1]
  const led = before?.k === 'op' ? before.op : undefined
  if (led === 'approx' && digits === 3 && !isTimeLike(pieces[i - 2]) && !isTimeLike(after))
    return false
  if (led && strong.has(led)) return value > 0 || minute !== undefined
  if ((value > 12 || value === 0) && minute === undefined) return false
  const next = at(tokens, piece.to).text
  if (next === 'here' && led && edges.has(led)) return true
  if (isOffered(piece, tokens)) return true
  if (next === 'does' && (pieces[i + 2] === undefined || isMark(pieces[i + 2]))) return true
  if (next === 'zone' || (next === 'at' && pieces[i + 2]?.k === 'part')) return true
  if (after?.k === 'op' && after.op === 'approx' && !isWordPiece(before ?? after)) return true
  if (isNoun(after, tokens)) return false
  if (isRunTogetherYear(piece)) return false
  if (minute !== undefined && digits === 0) return true
  if (piece.approximate) return true
  const dotted = at(tokens, piece.from + 1).text === '.' && minute !== undefined
  const ends = after === undefined || isMark(after)
  if ((before === undefined || isStop(before)) && ends && !dotted && digits < 3) return true
  if (led && medium.has(led)) return led !== 'and' || isTimeLike(pieces[i - 2]) || isTimeLike(after)
  if (isTimeLike(before) || isTimeLike(after)) return true
  if (isMark(before) && (isTimeLike(pieces[i - 2]) || ends)) return !dotted
  const range = after?.k === 'op' && after.op === 'to'
  return (
    joinsTime(pieces, i) &&
    (range ||
      before === undefined ||
      !isWordPiece(before) ||
      isCalm(before, tokens) ||
      endsAsHour(pieces, i + 2))
  )
}

/** "2 or 3 tomorrow", "10 to 2": a number joined to another time. */
function joinsTime(pieces: readonly Piece[], i: number): boolean {
  const link = pieces[i + 1]
  if (
    link?.k !== 'op' ||
    ![
      'or',
      'to',
      'and',
      'until',
      'offer',
      'bad',
      'orLater',
      'orEarlier',
      'like',
      'comma',
      'so',
      'hence',
      'but',
      'respectively',
    ].includes(link.op)
  )
    return false
  if (['offer', 'bad', 'orLater', 'orEarlier'].includes(link.op)) return true
  return isTimeLike(pieces[i + 2]) || pieces[i + 2]?.k === 'number'
}

/** "was it 3 or 4 tomorrow": the number it is joined to is an hour. */
function endsAsHour(pieces: readonly Piece[], i: number): boolean {
  const after = pieces[i + 1]
  return pieces[i]?.k === 'number' && (after?.k === 'date' || after?.k === 'part')
}

function isTimeLike(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.k !== 'op' && piece.k !== 'vague'
}

function isWordPiece(piece: Piece): boolean {
  return piece.k === 'op' && piece.op === 'word'
}

function isMark(piece: Piece | undefined): boolean {
  return piece?.k === 'op' && (piece.op === 'comma' || piece.op === 'stop')
}

function isStop(piece: Piece): boolean {
  return piece.k === 'op' && ['stop', 'so', 'hence', 'but'].includes(piece.op)
}

const calm = new Set(
  "only probably definitely fine good great better any all whatever anything either both i i'm i'd i'll me we he she it my your that's it's thanks thank instead then if when okay ok sure sir ma'am in on with as tops exactly this that there yeah yes yep yup too also again work suits time alright perfect you your you'd on today tomorrow right clock just maybe eastern pacific mountain central atlantic buddy man honey his her because since cool would will can if sounds seems looks look sound sharp mst est pst cst edt pdt cdt mdt utc gmt".split(
    ' ',
  ),
)

/** "yeah 2 is fine". */
function isCalm({ from }: Piece, tokens: readonly Token[]): boolean {
  return calm.has(at(tokens, from).text)
}

/** "the 3:30 slot", "the 2 one". */
function isOffered({ from, to }: Piece, tokens: readonly Token[]): boolean {
  return isWord(tokens, from - 1, 'the', 'that', 'your') && offered.has(at(tokens, to).text)
}

const offered = new Set('slot spot opening one appointment call time option'.split(' '))

/** A word we do not know right after a number is what it counts. */
function isNoun(piece: Piece | undefined, tokens: readonly Token[]): boolean {
  if (piece?.k !== 'op' || piece.op !== 'word') return false
  const { text, tag } = at(tokens, piece.from)
  return (
    tag === 'masked' || tag === 'unit' || tag === 'number' || (tag === 'word' && !calm.has(text))
  )
}

function isRunTogetherYear({ digits, value }: NumberPiece): boolean {
  return digits === 4 && (value === 19 || value === 20)
}
