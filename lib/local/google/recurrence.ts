import { Refusal } from './refusals.ts'

/** The part of RFC 5545's RRULE that is understood here. Weekdays count from Monday, 0. */
export type Rule = {
  frequency: 'DAILY' | 'WEEKLY'
  interval: number
  count: number
  /** Epoch ms, inclusive. */
  until: number
  weekdays: number[]
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const dayMs = 86_400_000

/** Reads an event's `recurrence` lines. Throws Refusal on anything not understood. */
export function readRule(lines: string[]): Rule {
  const [line = '', ...more] = lines
  const parts = new Map(
    line
      .replace(/^RRULE:/, '')
      .split(';')
      .map((part) => part.split('=') as [string, string]),
  )
  const frequency = parts.get('FREQ')
  const weekdays = (parts.get('BYDAY')?.split(',') ?? []).map((name) => weekdayNames.indexOf(name))
  const known = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST']
  const understood =
    line.startsWith('RRULE:') &&
    more.length === 0 &&
    [...parts.keys()].every((key) => known.includes(key)) &&
    !weekdays.includes(-1)
  if (!understood || (frequency !== 'DAILY' && frequency !== 'WEEKLY')) {
    throw new Refusal(400, 'invalid', 'Invalid recurrence rule.')
  }
  return {
    frequency,
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: Number(parts.get('COUNT') ?? Infinity),
    until: untilMs(parts.get('UNTIL')),
    weekdays,
  }
}

/**
 * The whole days after the first occurrence's date on which the rule strikes, ascending.
 * `firstDay` is that date as days since 1970; ends when the rule does.
 */
export function* daysOf(rule: Rule, firstDay: number): Generator<number> {
  const firstWeekday = (firstDay + 3) % 7 // 1970-01-01 was a Thursday
  const weekdays =
    rule.weekdays.length > 0
      ? rule.weekdays
      : rule.frequency === 'WEEKLY'
        ? [firstWeekday]
        : [0, 1, 2, 3, 4, 5, 6]
  let left = rule.count
  for (let day = 0; left > 0; day++) {
    const step = rule.frequency === 'DAILY' ? day : Math.floor((day + firstWeekday) / 7)
    if (step % rule.interval !== 0 || !weekdays.includes((firstWeekday + day) % 7)) continue
    left--
    yield day
  }
}

/** `20261231T235959Z`, or a date, which holds to its end. */
function untilMs(until: string | undefined): number {
  if (until === undefined) return Infinity
  const iso = until.replace(
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/,
    (_, year: string, month: string, day: string, hour?: string, minute?: string, sec?: string) =>
      `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${sec ?? '00'}Z`,
  )
  const at = Date.parse(iso)
  if (Number.isNaN(at)) throw new Refusal(400, 'invalid', 'Invalid recurrence rule.')
  return until.includes('T') ? at : at + dayMs - 1
}
