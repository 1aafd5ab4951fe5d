/**
 * One situation on the phone. Times are Toronto's in the week of Monday 23 November 2026, `+Mon` is the Monday
 * after; it is Monday 10:02, the broker is open daily from 9 to 20 and meets for 30 minutes unless said otherwise.
 */
export type Situation = {
  /** Why these are the times to say. */
  why: string
  /** Instants `Tue 15:00` and windows `Tue 12:00-17:00`; none at all: whenever. */
  asked: string[]
  around?: boolean
  now?: string
  minutes?: number
  /** Columns of the client's row. */
  row?: Record<string, unknown>
  busy?: string[]
  bookings?: string[]
  held?: string[]
  refused?: string[]
  zone?: string
  /** The times said, in their order. */
  says: string[]
  /** The one time that is free, when that is the whole answer. */
  at?: string
  reason: string
  /** The length offered, when it is not the one asked for. */
  offered?: number
}

const taken = ['Tue 15:00-15:30']
const weekdays = { working_days: [1, 2, 3, 4, 5] }

export const situations: Situation[] = [
  // One time was asked for.
  {
    why: 'a free time is the whole answer',
    asked: ['Tue 15:00'],
    says: [],
    at: 'Tue 15:00',
    reason: 'free',
  },
  {
    why: 'half an hour later stands out and goes first; then the same day, then the same time next day',
    asked: ['Tue 15:00'],
    busy: taken,
    says: ['Tue 15:30', 'Tue 11:30', 'Wed 15:00'],
    reason: 'busy',
  },
  {
    why: 'half an hour before is as near as half an hour after: who is free at 3 is likelier free later',
    asked: ['Wed 10:00'],
    busy: ['Wed 10:00-10:30'],
    says: ['Wed 10:30', 'Wed 13:00', 'Thu 10:00'],
    reason: 'busy',
  },
  {
    why: 'with the middle of the afternoon gone the nearest is before it, and still goes first',
    asked: ['Tue 15:00'],
    busy: ['Tue 14:00-17:00'],
    says: ['Tue 13:30', 'Tue 11:30', 'Wed 15:00'],
    reason: 'busy',
  },
  {
    why: 'on other days people keep their time of day',
    asked: ['Tue 15:00'],
    busy: ['Tue 00:00-24:00'],
    says: ['Mon 15:00', 'Wed 15:00', 'Thu 15:00'],
    reason: 'busy',
  },
  {
    why: 'lunch is not offered to who asked for nine: one o’clock is',
    asked: ['Tue 09:00'],
    busy: ['Tue 09:00-09:30'],
    says: ['Tue 09:30', 'Tue 13:00', 'Wed 09:00'],
    reason: 'busy',
  },
  {
    why: 'after closing: the last time before it, that day and around',
    asked: ['Tue 20:30'],
    says: ['Tue 19:30', 'Mon 19:30', 'Wed 19:30'],
    reason: 'outside_hours',
  },
  {
    why: 'a closed Saturday: Friday at the same time is a day away, Thursday and Monday are two',
    asked: ['Sat 10:00'],
    row: weekdays,
    says: ['Fri 10:00', 'Thu 10:00', '+Mon 10:00'],
    reason: 'closed',
  },
  {
    why: 'between two steps: the next one, five minutes on',
    asked: ['Tue 15:10'],
    says: ['Tue 15:15', 'Tue 11:30', 'Wed 15:15'],
    reason: 'off_grid',
  },
  {
    why: 'earlier today is past: the soonest that can be kept, later today, the same time tomorrow',
    asked: ['Mon 09:30'],
    says: ['Mon 10:30', 'Mon 13:00', 'Tue 09:30'],
    reason: 'past',
  },
  {
    why: 'a day of notice: tomorrow at that time, tomorrow morning, the day after',
    asked: ['Mon 15:00'],
    row: { min_notice_minutes: 1440 },
    says: ['Tue 15:00', 'Tue 11:30', 'Wed 15:00'],
    reason: 'too_soon',
  },
  {
    why: 'beyond the horizon: the last days that can be had, at that time',
    asked: ['+Mon 10:00'],
    row: { horizon_days: 3 },
    says: ['Wed 10:00', 'Thu 10:00', 'Thu 13:00'],
    reason: 'too_far',
  },
  {
    why: 'a full day is skipped whole',
    asked: ['Tue 15:00'],
    row: { daily_cap: 1 },
    bookings: ['Tue 09:00-09:30'],
    says: ['Mon 15:00', 'Wed 15:00', 'Thu 15:00'],
    reason: 'day_full',
  },
  {
    why: 'a refused time is not said again: the next nearest is',
    asked: ['Tue 15:00'],
    busy: taken,
    refused: ['Tue 15:30'],
    says: ['Tue 14:30', 'Tue 11:30', 'Wed 15:00'],
    reason: 'busy',
  },
  {
    why: 'after two rounds of refusals the times move on, not by a quarter of an hour',
    asked: ['Tue 15:00'],
    busy: taken,
    refused: ['Tue 15:30', 'Tue 11:30', 'Wed 15:00', 'Tue 14:30', 'Tue 11:00', 'Wed 15:30'],
    says: ['Tue 16:00', 'Mon 15:00', 'Tue 10:30'],
    reason: 'busy',
  },
  {
    why: 'what another caller is being offered is left to them while there is something else',
    asked: ['Tue 15:00'],
    busy: taken,
    held: ['Tue 15:30-16:00'],
    says: ['Tue 14:30', 'Tue 11:30', 'Wed 15:00'],
    reason: 'busy',
  },
  {
    why: 'a time somebody asks for is not kept from them because it was refused or is being offered elsewhere',
    asked: ['Tue 15:00'],
    refused: ['Tue 15:00'],
    held: ['Tue 15:00-15:30'],
    says: [],
    at: 'Tue 15:00',
    reason: 'free',
  },
  {
    why: 'a quarter-hour meeting fits right before',
    asked: ['Tue 15:00'],
    busy: taken,
    minutes: 15,
    row: { meeting_lengths: [15] },
    says: ['Tue 14:45', 'Tue 11:30', 'Wed 15:00'],
    reason: 'busy',
  },
  {
    why: '“around three” is met by a quarter past',
    asked: ['Tue 15:00'],
    around: true,
    busy: ['Tue 14:30-15:15'],
    says: [],
    at: 'Tue 15:15',
    reason: 'free',
  },
  {
    why: '“around three” is not met by five: then it is an offer',
    asked: ['Tue 15:00'],
    around: true,
    busy: ['Tue 13:00-17:00'],
    says: ['Tue 11:30', 'Tue 17:00', 'Wed 15:00'],
    reason: 'busy',
  },
  // Several times were asked for.
  {
    why: 'both times asked for are free: both are said',
    asked: ['Tue 15:00', 'Thu 16:00'],
    says: ['Tue 15:00', 'Thu 16:00'],
    reason: 'free',
  },
  {
    why: 'of two times asked for the free one is the answer',
    asked: ['Tue 15:00', 'Thu 16:00'],
    busy: taken,
    says: [],
    at: 'Thu 16:00',
    reason: 'free',
  },
  {
    why: 'neither is free: something near each, and the next nearest, in time order as none stands out',
    asked: ['Tue 15:00', 'Thu 16:00'],
    busy: [...taken, 'Thu 16:00-16:30'],
    says: ['Tue 11:30', 'Tue 15:30', 'Thu 16:30'],
    reason: 'busy',
  },
  // A window was asked for.
  {
    why: 'an afternoon: after lunch, the end of it, and between',
    asked: ['Tue 12:00-17:00'],
    says: ['Tue 13:00', 'Tue 15:00', 'Tue 16:30'],
    reason: 'free',
  },
  {
    why: 'one time left in the afternoon is said alone: the window was asked for',
    asked: ['Tue 12:00-17:00'],
    busy: ['Tue 12:00-16:30'],
    says: ['Tue 16:30'],
    reason: 'free',
  },
  {
    why: 'an hour holds two half-hour meetings, but they would touch: one is said',
    asked: ['Tue 15:00-16:00'],
    says: ['Tue 15:00'],
    reason: 'free',
  },
  {
    why: 'an hour holds two short meetings apart',
    asked: ['Tue 15:00-16:00'],
    minutes: 15,
    row: { meeting_lengths: [15] },
    says: ['Tue 15:00', 'Tue 15:30'],
    reason: 'free',
  },
  {
    why: 'a whole day: its beginning, its end, and the afternoon between',
    asked: ['Tue 00:00-24:00'],
    says: ['Tue 09:00', 'Tue 14:00', 'Tue 19:30'],
    reason: 'free',
  },
  {
    why: 'a morning: round hours where they are free',
    asked: ['Tue 09:00-12:00'],
    says: ['Tue 09:00', 'Tue 10:00', 'Tue 11:30'],
    reason: 'free',
  },
  {
    why: 'noon was asked for, so lunch is no objection',
    asked: ['Tue 12:00-13:00'],
    says: ['Tue 12:00'],
    reason: 'free',
  },
  {
    why: 'two afternoons: one time in each, and another where there is most room',
    asked: ['Tue 12:00-17:00', 'Thu 12:00-17:00'],
    says: ['Tue 13:00', 'Tue 16:30', 'Thu 13:00'],
    reason: 'free',
  },
  {
    why: 'a week: three days, mornings and afternoons in turn, the soonest first',
    asked: ['+Mon 00:00-+Sun 24:00'],
    says: ['+Mon 09:00', '+Tue 13:00', '+Wed 09:00'],
    reason: 'free',
  },
  {
    why: 'mornings of the week: one a day',
    asked: ['Mon 10:02-12:00', 'Tue 09:00-12:00', 'Wed 09:00-12:00', 'Thu 09:00-12:00'],
    says: ['Mon 10:30', 'Tue 09:00', 'Wed 09:00'],
    reason: 'free',
  },
  {
    why: 'a weekend: Saturday morning, Sunday afternoon, and the half-day left that is soonest',
    asked: ['Sat 00:00-+Mon 00:00'],
    says: ['Sat 09:00', 'Sat 13:00', 'Sun 13:00'],
    reason: 'free',
  },
  {
    why: 'what was ruled out stays out',
    asked: ['Tue 09:00-12:00', 'Tue 15:00-20:00'],
    says: ['Tue 09:00', 'Tue 15:00', 'Tue 19:30'],
    reason: 'free',
  },
  {
    why: 'a whole day asked again after a refusal: other times of that day',
    asked: ['Tue 00:00-24:00'],
    refused: ['Tue 09:00', 'Tue 14:00', 'Tue 19:30'],
    says: ['Tue 09:30', 'Tue 14:30', 'Tue 19:00'],
    reason: 'free',
  },
  {
    why: 'a window all of whose times were refused: what lies nearest to it',
    asked: ['Tue 15:00-16:00'],
    refused: ['Tue 15:00', 'Tue 15:15', 'Tue 15:30'],
    says: ['Tue 16:00', 'Tue 11:30', 'Wed 15:00'],
    reason: 'none',
  },
  {
    why: 'a full day: the day after, half by half, and the day before',
    asked: ['Tue 00:00-24:00'],
    busy: ['Tue 00:00-24:00'],
    says: ['Mon 10:30', 'Wed 09:00', 'Wed 13:00'],
    reason: 'none',
  },
  {
    why: 'a closed Sunday: Monday is a day away, Friday two',
    asked: ['Sun 00:00-24:00'],
    row: weekdays,
    says: ['+Mon 09:00', '+Mon 13:00', '+Tue 09:00'],
    reason: 'closed',
  },
  {
    why: 'an evening at a broker who closes at five: the last time of the day',
    asked: ['Tue 17:00-20:00'],
    row: { business_hours_end: '17:00' },
    says: ['Tue 16:30', 'Mon 16:30', 'Wed 16:30'],
    reason: 'outside_hours',
  },
  // Whenever.
  {
    why: 'whenever: the soonest of each half-day, not the quarter of an hour this call still takes',
    asked: [],
    says: ['Mon 10:30', 'Mon 13:00', 'Tue 09:00'],
    reason: 'free',
  },
  {
    why: 'a minute before ten, ten is too close',
    asked: [],
    now: 'Mon 09:59',
    says: ['Mon 10:30', 'Mon 13:00', 'Tue 09:00'],
    reason: 'free',
  },
  {
    why: 'a full day is passed over',
    asked: [],
    busy: ['Mon 00:00-24:00'],
    says: ['Tue 09:00', 'Tue 13:00', 'Wed 09:00'],
    reason: 'free',
  },
  {
    why: 'half past is easier to say than a quarter past, and as good as the soonest',
    asked: [],
    busy: ['Mon 10:00-20:00', 'Tue 09:00-09:15'],
    says: ['Tue 09:30', 'Tue 13:00', 'Wed 09:00'],
    reason: 'free',
  },
  {
    why: 'lunch is said when the afternoon has nothing else',
    asked: [],
    busy: ['Mon 13:00-20:00'],
    says: ['Mon 10:30', 'Mon 12:00', 'Tue 09:00'],
    reason: 'free',
  },
  {
    why: 'a morning offered to somebody else comes last, and here not at all',
    asked: [],
    held: ['Mon 10:00-12:00'],
    says: ['Mon 13:00', 'Tue 09:00', 'Tue 13:00'],
    reason: 'free',
  },
  {
    why: 'the only time there is, is said though it is being offered elsewhere',
    asked: [],
    busy: ['Mon 00:00-Tue 15:00', 'Tue 15:30-+Tue 00:00', '+Tue 00:00-+Sun 24:00'],
    held: ['Tue 15:00-15:30'],
    says: ['Tue 15:00'],
    reason: 'free',
  },
  {
    why: 'nothing at all is free',
    asked: [],
    busy: ['Mon 00:00-+Sun 24:00'],
    says: [],
    reason: 'none',
  },
  {
    why: 'half-days and lunch are those of the customer in Vancouver, two hours behind',
    asked: [],
    zone: 'America/Vancouver',
    says: ['Mon 10:30', 'Mon 15:00', 'Tue 09:00'],
    reason: 'free',
  },
  // Lengths.
  {
    why: 'an hour fits nowhere within a day: half an hour at the asked time is better than a week’s wait',
    asked: ['Tue 15:00'],
    minutes: 60,
    row: { meeting_lengths: [30, 60] },
    busy: ['Mon 00:00-Tue 15:00', 'Tue 15:30-Thu 20:00'],
    says: ['Tue 15:00'],
    offered: 30,
    reason: 'busy',
  },
  {
    why: 'an hour fits the next day: the asked length stays',
    asked: ['Tue 15:00'],
    minutes: 60,
    row: { meeting_lengths: [30, 60] },
    busy: ['Tue 00:00-15:00', 'Tue 15:30-24:00'],
    says: ['Mon 15:00', 'Wed 15:00', 'Thu 15:00'],
    reason: 'busy',
  },
]
