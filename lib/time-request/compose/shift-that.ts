import type { Base } from '../base.ts'
import { placedDay } from '../pieces/anchor.ts'
import type { ClockPiece, ShiftPiece, TimePoint } from '../pieces/piece.ts'
import { oneDay } from '../pieces/found.ts'
import { shiftDay } from '../pieces/shift.ts'
import type { TimeExpr } from './request.ts'
import { endClause } from './state.ts'
import type { State } from './state.ts'
import { takeDate, takeTime } from './take.ts'
import { wishDateOf } from './that.ts'

/** "Monday at 3 or an hour later", "a viewing at 4, so an hour before that"; with nothing said before, from now or asked. */
export function shiftThat(state: State, piece: ShiftPiece, base: Base): State {
  const shifted = piece.amount.elapsed
    ? shiftTime(state, piece, base)
    : shiftDate(state, piece, base)
  if (shifted) return shifted
  const { alone } = piece
  if (!alone) return { ...state, unmet: piece.amount.elapsed ? 'time' : 'date' }
  return 'k' in alone
    ? takeTime(state, { moment: alone, bounds: [] })
    : takeDate(state, alone, base)
}

function shiftTime(state: State, { amount, sign }: ShiftPiece, base: Base): State | undefined {
  const { time, date, in: mode } = state.mentioned
  const point = time && pointOf(time, sign)
  if (!time || point?.k !== 'clock') return undefined
  const minutes = sign * (amount.minutes + amount.days * 1440)
  const options = point.options.map((option) => option + minutes)
  if (options.some((option) => option < 0 || option >= 1440)) return undefined
  const clock: ClockPiece = { ...point, options }
  const wish = asWish(state)
  const dated = mode === 'topic' ? wishDateOf(wish, date, base) : wish
  return takeTime(dated, { clock, bounds: [], ...(time.zone && { zone: time.zone }) })
}

function pointOf({ window, clock, bounds }: TimeExpr, sign: 1 | -1): TimePoint | undefined {
  if (window) return sign > 0 ? window.end : window.start
  return clock ?? bounds.at(-1)?.point
}

function shiftDate(state: State, { amount, sign }: ShiftPiece, base: Base): State | undefined {
  const { date } = state.mentioned
  const day = date?.length === 1 && date[0] ? placedDay(date[0], base) : undefined
  if (day === undefined) return undefined
  return takeDate(asWish(state), oneDay(shiftDay(day, amount, sign)), base)
}

/** Of a wish it corrects, unless an "or" stands between; of a busy time it is the wish. */
function asWish(state: State): State {
  if (state.mentioned.in !== 'wish') return endClause(state, 'wish')
  const listed = state.join.link === 'or' || state.join.link === 'and'
  return listed ? state : { ...state, correctsDate: true, correctsTime: true }
}
