import type { Group } from './request.ts'
import type { State } from './state.ts'

/** "Tuesday any time, Wednesday after 2": the hour is Wednesday's alone. */
export function wholeDay({ groups, join, mode }: State): readonly Group[] {
  const last = groups.at(-1)
  if (!last?.dates.length || last.times.length > 0 || join.last !== 'date' || mode !== 'wish')
    return groups
  return [...groups.slice(0, -1), { ...last, whole: true }]
}

/** "Monday or Tuesday, 3 or 10 respectively": the first time is the first day's. */
export function respectively(groups: readonly Group[]): readonly Group[] {
  const last = groups.at(-1)
  if (!last || last.dates.length < 2 || last.dates.length !== last.times.length) return groups
  const pairs = last.dates.map((parts, i) => ({
    dates: [parts],
    times: last.times.slice(i, i + 1),
  }))
  return [...groups.slice(0, -1), ...pairs]
}
