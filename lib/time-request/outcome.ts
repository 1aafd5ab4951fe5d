import { dayStart } from './base.ts'
import type { Base } from './base.ts'
import type { Composed, Group } from './compose/request.ts'
import type { DateSpec } from './pieces/piece.ts'
import { exclude } from './settle/exclude.ts'
import { settleGroup } from './settle/group.ts'
import { combine } from './settle/result.ts'
import type { Result } from './settle/result.ts'
import type { TimeSpan } from './types.ts'

/** What the composed request comes to, and whether a convention worth saying back was used. */
export type Outcome = { result: Result | { kind: 'none' }; readBack: boolean }

/** Settles the alternatives and takes away what was excluded. */
export function outcomeOf(composed: Composed, base: Base): Outcome {
  if (composed.impossible) return plain({ kind: 'impossible', why: 'no_such_clock' })
  if (composed.unmet) return plain({ kind: 'clarify', doubt: 'vague', candidates: [] })
  const groups = inherit(composed)
  if (groups.length === 0) return withoutWish(composed, base)
  const daily = composed.daily && groups.every((group) => group.dates.length === 0)
  const settled = groups.map((group) =>
    settleGroup(daily ? { ...group, dates: [[everyDay]] } : group, base),
  )
  const readBack = settled.some((group) => group.readBack)
  const result = combine(settled.map((group) => group.result))
  if (result.kind === 'past' && result.spans.length === 0)
    return plain({ kind: 'clarify', doubt: 'vague', candidates: [] })
  if (result.kind !== 'ok') return { result, readBack }
  const spans = exclude(result.spans, composed.exclusions, base)
  if (spans.length === 0) return plain({ kind: 'clarify', doubt: 'open', candidates: [] })
  if (composed.unsure && isChoice(groups))
    return { result: { kind: 'clarify', doubt: 'two_readings', candidates: spans }, readBack }
  return { result: { kind: 'ok', spans }, readBack }
}

const everyDay: DateSpec = { type: 'filter', weekdays: [0, 1, 2, 3, 4, 5, 6] }

/** Alternatives without a date take their neighbour's; with none at all, that of a busy clause. */
function inherit({ groups, exclusions }: Composed): Group[] {
  const said = groups.filter((group) => group.dates.length > 0 || group.times.length > 0)
  const context = exclusions.findLast(
    (one) => !one.except && one.dates.length > 0 && one.times.length > 0,
  )
  return said.map((group, i) => {
    if (group.dates.length > 0) return group
    const left = said.slice(0, i).findLast((other) => other.dates.length > 0)
    const right = said.slice(i + 1).find((other) => other.dates.length > 0)
    const dates = (left ?? right ?? context)?.dates ?? []
    return { ...group, dates }
  })
}

/** Only refusals, or nothing at all. */
function withoutWish({ exclusions, open, vague }: Composed, base: Base): Outcome {
  const except = exclusions.some(
    (one) => one.except || (one.times.every(isWide) && one.dates.every(isEvery)),
  )
  if (exclusions.length > 0 && except) {
    const week: TimeSpan = {
      start: dayStart(base, base.today),
      end: dayStart(base, base.today + 7),
    }
    const spans = exclude([week], exclusions, base)
    if (spans.length > 0) return plain({ kind: 'ok', spans })
  }
  if (exclusions.length > 0) return plain({ kind: 'clarify', doubt: 'open', candidates: [] })
  if (vague) return plain({ kind: 'clarify', doubt: 'vague', candidates: [] })
  return plain(open ? { kind: 'clarify', doubt: 'open', candidates: [] } : { kind: 'none' })
}

/** "no mornings" leaves the rest of the week; "I have a meeting at 2" leaves nothing said. */
function isWide(time: Group['times'][number]): boolean {
  return time.part?.every === true
}

/** "never on weekends" leaves the weekdays. */
function isEvery(parts: readonly DateSpec[]): boolean {
  return parts.some(
    (part) => part.type === 'filter' || (part.type === 'weekday' && part.how === 'every'),
  )
}

function isChoice(groups: readonly Group[]): boolean {
  return (
    groups.length > 1 || groups.some(({ dates, times }) => dates.length > 1 || times.length > 1)
  )
}

function plain(result: Outcome['result']): Outcome {
  return { result, readBack: false }
}
