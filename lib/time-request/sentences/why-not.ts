import { speakClock, speakDay, speakTime } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'

/** Why a time cannot be had; `none`: nothing in a window is free. */
export type RefusalReason =
  | 'none'
  | 'busy'
  | 'outside_hours'
  | 'closed'
  | 'past'
  | 'too_soon'
  | 'too_far'
  | 'day_full'
  | 'off_grid'
  | 'nonexistent'

/** The reason in a short sentence, naming the time when there was exactly one. Epoch ms. */
export function whyNot(
  reason: RefusalReason,
  at: number | undefined,
  context: SpeakContext,
): string {
  const time = at === undefined ? undefined : upper(speakTime(at, context))
  const day = at === undefined ? undefined : upper(speakDay(at, context))
  switch (reason) {
    case 'none':
      return 'Nothing is free then.'
    case 'busy':
      return time ? `${time} is taken.` : 'That is taken.'
    case 'outside_hours':
      return time ? `${time} is outside calling hours.` : 'That is outside calling hours.'
    case 'closed':
      return day ? `There are no calls ${dayPhrase(day)}.` : 'There are no calls then.'
    case 'past':
      return 'That time has already passed.'
    case 'too_soon':
      return time ? `${time} is too short notice.` : 'That is too short notice.'
    case 'too_far':
      return 'That is further ahead than I can book.'
    case 'day_full':
      return day ? `${day} is fully booked.` : 'That day is fully booked.'
    case 'off_grid':
      return at === undefined
        ? 'A call cannot start at exactly that time.'
        : `A call cannot start at exactly ${speakClock(at, context)}.`
    case 'nonexistent':
      return 'There is no such time.'
  }
}

/** "today", "on Saturday". */
function dayPhrase(day: string): string {
  const relative = day === 'Today' || day === 'Tomorrow'
  return relative ? day.toLowerCase() : `on ${day}`
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
