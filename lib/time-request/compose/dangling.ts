import type { Op, Piece } from '../pieces/piece.ts'
import { readAmount } from '../pieces/amount.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { opAt } from './look.ts'

const turning = new Set<Op>([
  'orLater',
  'so',
  'bad',
  'busy',
  'afterThat',
  'beforeThat',
  'after',
  'before',
  'between',
  'aside',
  'meal',
  'done',
])

/** "so any time after", "a thing then", "if that doesn't work": words that mean more by what stands around them. */
export function pointBack(pieces: readonly Piece[], tokens: readonly Token[]): readonly Piece[] {
  if (!pieces.some((piece) => piece.k === 'op' && turning.has(piece.op))) return pieces
  return pieces.map((piece, i) => {
    const op = opAt(pieces, i)
    const turned = op && (turning.has(op) || op === 'comma') ? turnedOp(op, pieces, i, tokens) : op
    return turned === undefined || turned === op
      ? piece
      : { k: 'op', op: turned, from: piece.from, to: piece.to }
  })
}

function turnedOp(op: Op, pieces: readonly Piece[], i: number, tokens: readonly Token[]): Op {
  const { from, to } = pieces[i] as Piece
  switch (op) {
    case 'so':
      if (!isWord(tokens, from, 'then') || !isLast(pieces, i + 1)) return op
      return isSaidOf(pieces, i, 'busy') || opAt(pieces, i - 1) === 'not' ? 'badThat' : op
    case 'orLater':
      if (opAt(pieces, i - 1) === 'before' && !isLast(pieces, i + 1)) return 'at'
      return isNegatedEdge(pieces, i - 2, tokens) && pieces[i + 1]?.k !== 'op' ? 'until' : op
    case 'bad':
      if (isNearlyFull(pieces, i, tokens)) return 'word'
      return isConditional(pieces, i, tokens) ? 'or' : op
    case 'busy':
      if (isGivenAmount(tokens, to)) return 'offer'
      if (isBegun(tokens, from, to) && isExcepted(pieces, i, tokens)) return 'until'
      return isWord(tokens, from, 'busy', 'booked', 'tied') && isConditional(pieces, i, tokens)
        ? 'or'
        : op
    case 'comma':
      return isListed(pieces, i) ? 'and' : op
    case 'aside':
    case 'meal':
      return isExcepted(pieces, i, tokens) ? 'busy' : op === 'meal' ? 'like' : op
    case 'done':
      return isDropOff(tokens, from) ? 'busy' : op
    case 'afterThat':
    case 'beforeThat':
      return isRefused(pieces, i + 1) ? 'stop' : op
    case 'after':
    case 'before':
    case 'between':
      if (isReturn(pieces, i, tokens)) return 'offer'
      if (op === 'before' && opAt(pieces, i + 1) === 'orLater')
        return isLast(pieces, i + 2) ? 'otherwise' : 'except'
      return (isLast(pieces, i + 1) || (op !== 'between' && isWord(tokens, to, 'on'))) &&
        !isWord(tokens, to - 1, 'past', 'following') &&
        !isWord(tokens, from - 1, 'week', 'day', 'month')
        ? `${op}That`
        : op
    default:
      return op
  }
}

const closing = new Set<Op>(['stop', 'comma', 'offer', 'so', 'hence', 'but'])

function isLast(pieces: readonly Piece[], i: number): boolean {
  const op = opAt(pieces, i)
  return pieces[i] === undefined || (op !== undefined && closing.has(op))
}

/** "calls at 10, 12 and 2": one list. */
function isListed(pieces: readonly Piece[], i: number): boolean {
  const hours = [pieces[i - 1], pieces[i + 1], pieces[i + 3]]
  if (opAt(pieces, i + 2) !== 'and') return false
  return hours.every((piece) => piece?.k === 'number' || piece?.k === 'clock')
}

/** "Friday, but lunch is 12 to 1", "Monday, my meeting is at noon though": the gap in the wish before it. */
function isExcepted(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const before = pieces.slice(0, i)
  const wished = before.some(({ k }) => k === 'date' || k === 'part' || k === 'clock')
  if (!wished || before.some(({ k }, n) => k === 'op' && opAt(pieces, n) === 'busy')) return false
  for (let k = i - 1; k > i - 5 && opAt(pieces, k) !== undefined; k--)
    if (opAt(pieces, k) === 'but' || opAt(pieces, k) === 'except') return true
  for (let k = i + 1; k < i + 6 && opAt(pieces, k) !== 'comma' && opAt(pieces, k) !== 'stop'; k++)
    if (isWord(tokens, pieces[k]?.from ?? -1, 'though')) return true
  return false
}

/** "Friday but I start work at 4": free until then. */
function isBegun(tokens: readonly Token[], from: number, to: number): boolean {
  return tokens.slice(from, to).some(({ text }) => begins.has(text))
}

const begins = new Set('start starts leave leaving run go clock be'.split(' '))

/** "I've got 20 minutes at 2": time to talk, not an engagement. */
function isGivenAmount(tokens: readonly Token[], i: number): boolean {
  const amount = isWord(tokens, i - 1, 'got') ? readAmount(tokens, i) : undefined
  if (!amount?.elapsed) return false
  const { tag, text } = at(tokens, amount.next)
  return tag !== 'word' || ['at', 'on', 'around', 'before', 'after', 'between'].includes(text)
}

/** "Thursday is packed but I could do 4:30": on that day after all, where no other is named. */
function isNearlyFull(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const { from, to } = pieces[i] as Piece
  if (!tokens.slice(from, to).some(({ text }) => full.has(text))) return false
  const rest = pieces.slice(i + 1)
  const but = rest.findIndex(({ k }, n) => k === 'op' && opAt(rest, n) === 'but')
  const timed = rest.some(({ k }, n) => n > but && (k === 'number' || k === 'clock'))
  return but >= 0 && but < 3 && timed && !rest.some(({ k }) => k === 'date')
}

const full = new Set(
  'packed full hectic crazy slammed swamped jammed nuts busy tight booked'.split(' '),
)

/** "when I'm back Tuesday afternoon": that day, where "once I'm done at 3" is an edge. */
function isReturn(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const next = opAt(pieces, i + 1) === 'on' ? i + 2 : i + 1
  return isWord(tokens, pieces[i]?.from ?? -1, 'when', 'once', 'as') && pieces[next]?.k === 'date'
}

/** "I drop the kids off at 8:30": nobody is off at that hour. */
function isDropOff(tokens: readonly Token[], from: number): boolean {
  const words = tokens.slice(Math.max(0, from - 5), from + 1)
  return words.some(({ text }) => ['drop', 'drops', 'dropping', 'dropped'].includes(text))
}

/** "free until 3, after that I'm busy": no wish. */
function isRefused(pieces: readonly Piece[], i: number): boolean {
  let k = i
  while (k < i + 3 && ['word', 'comma', 'like'].includes(opAt(pieces, k) ?? '')) k++
  return ['busy', 'bad', 'not'].includes(opAt(pieces, k) ?? '')
}

/** "I've got a thing then": the clause up to `i` is busy. */
function isSaidOf(pieces: readonly Piece[], i: number, op: Op): boolean {
  let k = i - 1
  while (k > i - 5 && opAt(pieces, k) === 'word') k--
  return opAt(pieces, k) === op
}

/** "Monday, and if that doesn't work, Tuesday": a refusal that may not come true is an "or". */
function isConditional(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  for (let k = i - 1; k > i - 5; k--) {
    const piece = pieces[k]
    if (!piece || (piece.k === 'op' && (piece.op === 'comma' || piece.op === 'stop'))) return false
    if (isWord(tokens, piece.from, 'if', 'unless')) return true
  }
  return false
}

/** "not before 3 or after 5": what is refused at one end is at the other. */
function isNegatedEdge(pieces: readonly Piece[], i: number, tokens: readonly Token[]): boolean {
  const from = pieces[i]
  return opAt(pieces, i) === 'from' && isWord(tokens, from?.from ?? -1, 'not', 'no', 'nothing')
}
