import type { Base } from '../base.ts'
import type { Op } from '../pieces/piece.ts'
import { addDate } from './add-date.ts'
import { addTime } from './add-time.ts'
import type { Join } from './join.ts'
import { respectively, wholeDay } from './listed.ts'
import type { Group, TimeExpr } from './request.ts'
import { endClause, noJoin } from './state.ts'
import type { State } from './state.ts'
import { takeTime } from './take.ts'
import { betweenThose, edgeOfLast, edgeOfThat, thatDay, wishDateOf } from './that.ts'

export function stepOp(state: State, op: Op, base: Base): State {
  switch (op) {
    case 'or':
    case 'and':
      return stepOr(state, op)
    case 'comma':
      return commaClause(state)
    case 'stop':
      return { ...endClause(state, 'wish'), concludesDate: false, concludesTime: false }
    case 'so':
    case 'offer':
      return endClause(state, 'wish')
    case 'but':
      return endClause(state, 'wish')
    case 'hence':
      return concluding(state, base)
    case 'betweenThat':
      return betweenThose(state)
    case 'not':
      return state.mode === 'except' && isEmpty(state.refused) ? state : endClause(state, op)
    case 'except':
      return endClause(state, op)
    case 'topic':
    case 'aside':
      return endClause(state, 'topic')
    case 'to':
      return state.mode === 'topic' ? endClause(state, 'wish') : state
    case 'moving':
      return endClause(state, 'topic')
    case 'busy':
      return startBusy(state)
    case 'afterThat':
      return edgeOfThat(state, 'from', base)
    case 'beforeThat':
      return edgeOfThat(state, 'to', base)
    case 'orLater':
      return edgeOfLast(state, 'from')
    case 'orEarlier':
      return edgeOfLast(state, 'to')
    case 'thatDay':
      return thatDay(state, base)
    case 'otherwise':
      return otherwise(state)
    case 'badThat':
      return refuseLast(state)
    case 'anyday':
      return { ...state, open: true, daily: true }
    case 'unmet':
      return { ...state, unmet: 'time', correctsTime: state.groups.length > 0 }
    case 'bad':
      return refuseClause(state)
    case 'correct':
      return {
        ...endClause(state, 'wish'),
        correctsDate: state.groups.length > 0,
        correctsTime: state.groups.length > 0,
        impossible: false,
      }
    case 'instead':
      return insteadClause(state, base)
    case 'approx':
      return { ...state, approximate: true }
    case 'respectively':
      return { ...state, groups: respectively(state.groups) }
    case 'same':
      return sameTime(state)
    case 'open':
      return { ...state, open: true, groups: wholeDay(state) }
    case 'vague':
    case 'unsure':
      return { ...state, [op]: true }
    default:
      return state
  }
}

/** "I'm viewing a place at 5, so 6:30": what was said before gives the reason, what follows the answer. */
function concluding(said: State, base: Base): State {
  const { date, time } = said.mentioned
  const both = said.mode === 'topic' && date !== undefined && time !== undefined
  const state = both ? wishDateOf(endClause(said, 'wish'), date, base) : said
  const { groups } = state
  return {
    ...endClause(state, 'wish'),
    concludesDate: groups.some((group) => group.dates.length > 0),
    concludesTime: groups.some((group) => group.times.length > 0),
  }
}

/** "same time" waits for its day, or belongs to the day just said. */
function sameTime(state: State): State {
  const dated = state.groups.at(-1)?.dates.length ?? 0
  return dated > 0 && state.mode === 'wish'
    ? takeTime(state, sameAs(state))
    : { ...state, same: true }
}

/** The clock said before, else the time of day it is now. */
export function sameAs({ groups }: State): TimeExpr {
  const said = groups.flatMap((group) => group.times).findLast((time) => time.clock)
  return said ?? { same: true, bounds: [] }
}

function commaClause(state: State): State {
  const link = state.join.link === 'none' ? ('comma' as const) : state.join.link
  if (state.mode === 'except' && state.refused.dates.length > 0) {
    return { ...state, refusedJoin: { ...state.refusedJoin, link: 'comma' } }
  }
  return { ...endClause(state, 'wish'), join: { ...state.join, link } }
}

/** "Wednesday doesn't work": what the clause wished for is refused instead. */
function refuseClause(state: State): State {
  const { said, before } = state
  const refused = said.dates.length > 0 || said.times.length > 0 ? [{ ...said, except: false }] : []
  const undone = { ...state, groups: before, exclusions: [...state.exclusions, ...refused] }
  return endClause(undone, 'wish')
}

/** "Tuesday at 1, I've got a thing then": what was wished for last is refused. */
function refuseLast(state: State): State {
  const last = state.groups.at(-1)
  const undone = { ...endClause(state, 'wish'), groups: state.groups.slice(0, -1) }
  if (!last) return undone
  return { ...undone, exclusions: [...undone.exclusions, { ...last, except: false }] }
}

/** "I'm busy from 1 to 3 tomorrow, otherwise free": of a busy time the rest is wished for; of a wish it is "or". */
function otherwise(state: State): State {
  const ended = endClause(state, 'wish')
  const busy = ended.exclusions.at(-1)
  if (!busy || ended.groups.length > 0) return stepOr(state, 'or')
  const exclusions = [...ended.exclusions.slice(0, -1), { ...busy, except: true }]
  const groups =
    busy.times.length > 0 && busy.dates.length > 0 ? [{ dates: busy.dates, times: [] }] : []
  return { ...ended, groups, exclusions }
}

function stepOr(state: State, link: 'or' | 'and'): State {
  return {
    ...state,
    join: { ...state.join, link },
    refusedJoin: { ...state.refusedJoin, link },
    concludesDate: false,
    concludesTime: false,
  }
}

/** "let's say morning instead": what the clause wished for replaces what was wished before. */
function insteadClause(state: State, base: Base): State {
  if (state.before.length === 0 || state.mode !== 'wish') return state
  const correcting: Join = { link: 'none', last: 'none', correcting: true }
  const [date, ...otherDates] = state.said.dates.flat()
  const [time, ...otherTimes] = state.said.times
  let groups = date ? addDate(state.before, date, correcting, base) : state.before
  for (const other of otherDates) groups = addDate(groups, other, { ...noJoin, last: 'date' }, base)
  if (time) groups = addTime(groups, time, correcting)
  for (const other of otherTimes) groups = addTime(groups, other, { ...noJoin, last: 'time' })
  return endClause({ ...state, groups }, 'wish')
}

/** "Thursday I've got hockey": the day said just before is the busy one. */
function startBusy(state: State): State {
  const { said, before } = state
  if (said.dates.length === 0 || said.times.length > 0 || state.mode !== 'wish')
    return endClause(state, 'busy')
  const busy = endClause({ ...state, groups: withoutDates(before, said.dates) }, 'busy')
  return { ...busy, refused: said, refusedJoin: { link: 'none', last: 'date', correcting: false } }
}

/** "Thursday, no, actually Thursday I have a thing": the day is wished for nowhere. */
function withoutDates(groups: readonly Group[], dates: Group['dates']): readonly Group[] {
  const known = new Set(dates.map((parts) => JSON.stringify(parts)))
  return groups
    .map((group) => ({
      ...group,
      dates: group.dates.filter((parts) => !known.has(JSON.stringify(parts))),
    }))
    .filter((group) => group.dates.length > 0 || group.times.length > 0)
}

function isEmpty({ dates, times }: Group): boolean {
  return dates.length === 0 && times.length === 0
}
