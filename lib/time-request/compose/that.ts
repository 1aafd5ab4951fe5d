import type { Base } from '../base.ts'
import type { DateSpec, TimePoint } from '../pieces/piece.ts'
import { dateFrom } from './date-ranges.ts'
import type { TimeExpr } from './request.ts'
import { endClause } from './state.ts'
import type { State } from './state.ts'
import { takeDate, wishTime } from './take.ts'

/** "I'm in a meeting till 2, so after that", "school is out at 3, so before that": from the end, or up to the start, of what was said last. */
export function edgeOfThat(state: State, side: 'from' | 'to', base: Base): State {
  const ended = endClause(state, 'wish')
  const { time, date, in: mode } = state.mentioned
  const point = time && pointOf(time, side)
  const reason = mode !== 'wish' || state.concludesDate
  if (!point && date && reason) return edgeOfDate(ended, side, date, base)
  if (!point) return { ...ended, vague: true }
  const wasClock = point === time.clock
  const edge: TimeExpr = {
    bounds: [{ k: 'bound', side, point, ...(wasClock && { wasClock }) }],
    ...(time.zone && { zone: time.zone }),
  }
  const dated = mode === 'topic' ? wishDateOf(ended, date, base) : ended
  const wished = dated.groups.at(-1)
  if (!wished?.times.length) return wishTime(dated, edge)
  const groups = [...dated.groups.slice(0, -1), { ...wished, times: [edge] }]
  return { ...dated, groups, join: { link: 'none', last: 'time', correcting: false } }
}

/** "3 tomorrow or later": the hour wished for last is an edge. */
export function edgeOfLast(state: State, side: 'from' | 'to'): State {
  const wished = state.groups.at(-1)
  const time = wished?.times.at(-1)
  if (!wished || !time?.clock || state.mode !== 'wish') return state
  const { clock, ...rest } = time
  const edge: TimeExpr = { ...rest, bounds: [{ k: 'bound', side, point: clock, wasClock: true }] }
  const times = [...wished.times.slice(0, -1), edge]
  return { ...state, groups: [...state.groups.slice(0, -1), { ...wished, times }] }
}

/** "we close on the 30th, so before that". */
function edgeOfDate(
  state: State,
  side: 'from' | 'to',
  date: readonly DateSpec[],
  base: Base,
): State {
  const [spec, inside] = date
  const wished = spec && dateFrom(side === 'from' ? 'after' : 'before', spec, inside, base)
  const dated = state.groups.some((group) => group.dates.length > 0)
  return wished ? takeDate({ ...state, correctsDate: dated }, wished, base) : state
}

/** A day said of something else holds for the wish that points to its time. */
export function wishDateOf(state: State, date: readonly DateSpec[] | undefined, base: Base): State {
  const dated = state.groups.some((group) => group.dates.length > 0)
  return dated ? state : (date ?? []).reduce((next, spec) => takeDate(next, spec, base), state)
}

/** The end of a time said (for what comes after it) or its start. */
function pointOf(time: TimeExpr, side: 'from' | 'to'): TimePoint | undefined {
  const { window, bounds, clock, part } = time
  if (window) return side === 'from' ? window.end : window.start
  const edge = bounds.at(-1)?.point ?? clock
  if (edge || !part) return edge
  return { k: 'clock', options: [side === 'from' ? part.end : part.start] }
}

/** "appointments at 10 and 2, so anything in between": between the two times said. */
export function betweenThose(state: State): State {
  const ended = endClause(state, 'wish')
  const busy = ended.exclusions.at(-1)?.times
  const [first, second, third] = busy ?? ended.groups.at(-1)?.times ?? []
  if (!first?.clock || !second?.clock || third) return ended
  const window: TimeExpr = {
    window: { k: 'window', start: first.clock, end: second.clock },
    bounds: [],
  }
  if (busy) return wishTime(ended, window)
  const wished = ended.groups.at(-1) ?? { dates: [], times: [] }
  return { ...ended, groups: [...ended.groups.slice(0, -1), { ...wished, times: [window] }] }
}

/** "that day", "the same day": the day said before, else the customer has one in mind that we do not know. */
export function thatDay(state: State, base: Base): State {
  if (state.groups.some((group) => group.dates.length > 0)) return state
  const { date } = state.mentioned
  if (!date) return { ...state, unmet: 'date' }
  return wishDateOf(endClause(state, 'wish'), date, base)
}
