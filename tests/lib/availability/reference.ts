// Free slots by the rules, minute by minute: slow, plain, and sharing nothing with lib/. Zones come from the
// runtime's own Temporal, so use only zones and years on which its data agrees with the IANA package.
import type {
  Busy,
  DayWindows,
  SlotAnswer,
  SlotQuery,
  SlotReason,
} from '../../../lib/availability/types.ts'

const minute = 60_000
const quarter = 15 * minute
/** Open runs are looked back for this far; the weeks tried never stay open so long. */
const lookBack = 9 * 24 * 60 * minute

const offsets = new Map<string, Map<number, number>>()

/** Offsets only ever change on a quarter of an hour in the zones tried. */
function offsetOf(zone: string, at: number): number {
  let known = offsets.get(zone)
  if (!known) offsets.set(zone, (known = new Map()))
  const block = Math.floor(at / quarter)
  let offset = known.get(block)
  if (offset === undefined) {
    const instant = Temporal.Instant.fromEpochMilliseconds(block * quarter)
    offset = instant.toZonedDateTimeISO(zone).offsetNanoseconds / 1e6
    known.set(block, offset)
  }
  return offset
}

/** The wall clock as a date, a minute of the day, and ms since its own 1970. */
function wall(zone: string, at: number) {
  const naive = at + offsetOf(zone, at)
  const day = Math.floor(naive / 86_400_000)
  return { naive, day, minuteOfDay: Math.floor((naive - day * 86_400_000) / minute) }
}

const dateOf = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)

function windowsStartingOn({ settings }: SlotQuery, day: number): DayWindows {
  const date = dateOf(day)
  if (settings.closedDates.has(date)) return []
  const weekday = (new Date(day * 86_400_000).getUTCDay() + 6) % 7
  return settings.dateHours.get(date) ?? settings.week[weekday] ?? []
}

/** Does a window of its own day, or the tail of one begun the day before, hold this minute of the day? */
function holds(today: DayWindows, yesterday: DayWindows, minuteOfDay: number): boolean {
  const own = today.some(({ start, end }) =>
    end > start ? minuteOfDay >= start && minuteOfDay < end : minuteOfDay >= start,
  )
  return own || yesterday.some(({ start, end }) => end <= start && minuteOfDay < end)
}

/** The query, and what is the same at every minute of it. */
type Scene = SlotQuery & {
  today: number
  bookedDates: string[]
  intervals: { start: number; end: number; item: Busy }[]
  isOpen: (at: number) => boolean
}

function sceneOf(query: SlotQuery): Scene {
  const { zone, breaks } = query.settings
  const windows = new Map<number, DayWindows>()
  const windowsOn = (day: number) => {
    const known = windows.get(day) ?? windowsStartingOn(query, day)
    windows.set(day, known)
    return known
  }
  const first = Math.floor((query.range.start - 3 * lookBack) / minute)
  const known = new Int8Array((6 * lookBack) / minute)
  const isOpen = (at: number) => {
    const key = Math.floor(at / minute)
    if (!known[key - first]) {
      const { day, minuteOfDay } = wall(zone, key * minute)
      const inHours = holds(windowsOn(day), windowsOn(day - 1), minuteOfDay)
      known[key - first] = inHours && !holds(breaks, breaks, minuteOfDay) ? 1 : -1
    }
    return known[key - first] === 1
  }
  const intervals = query.busy.map((item) => ({ ...intervalOf(zone, item), item }))
  const bookings = query.busy.filter((item) => item.booking)
  const bookedDates = bookings.map((item) => startDate(zone, item))
  return { ...query, today: wall(zone, query.now).day, bookedDates, intervals, isOpen }
}

function intervalOf(zone: string, item: Busy): { start: number; end: number } {
  if (item.startDate === undefined) return { start: item.start, end: item.end }
  const midnight = (date: string) =>
    Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds
  return { start: midnight(item.startDate), end: midnight(item.endDate) }
}

function startDate(zone: string, item: Busy): string {
  return item.startDate ?? dateOf(wall(zone, item.start).day)
}

/** Why a meeting at `at` cannot be, by rule 11's order. */
function reasonAt(scene: Scene, at: number): SlotReason {
  const { settings, now, isOpen } = scene
  const { zone } = settings
  const end = at + scene.meetingMinutes * minute
  if (at < now) return 'past'
  if (at - now < settings.minNoticeMinutes * minute) return 'too_soon'
  const { day, naive } = wall(zone, at)
  if (day - scene.today > (settings.horizonDays ?? Infinity)) return 'too_far'
  for (let m = at; m < end; m += minute) if (!isOpen(m)) return 'closed'
  if (!isOpen(end - 1)) return 'closed'
  if (settings.dailyCap !== undefined) {
    const booked = scene.bookedDates.filter((date) => date === dateOf(day))
    if (booked.length >= settings.dailyCap) return 'day_full'
  }
  for (const { start, end: until, item } of scene.intervals) {
    if (start >= until || (item.holdUntil !== undefined && now >= item.holdUntil)) continue
    const clearBefore = at - settings.bufferBeforeMinutes * minute >= until
    const clearAfter = end + settings.bufferAfterMinutes * minute <= start
    if (!clearBefore && !clearAfter) return 'busy'
  }
  let since = naive - day * 86_400_000
  if (settings.stepAnchor === 'open') {
    let start = Math.floor(at / minute) * minute
    while (at - start < lookBack && isOpen(start - minute)) start -= minute
    since = at - start
  }
  return since % (settings.stepMinutes * minute) === 0 ? 'free' : 'off_grid'
}

function isAsked(query: SlotQuery, start: number, end: number): boolean {
  const { request } = query
  if (request?.type === 'window') {
    const cuts = (request.exclude ?? []).filter((cut) => cut.start < cut.end)
    const clear = cuts.every((cut) => cut.end <= start || cut.start >= end)
    return start >= request.from && end <= request.to && clear
  }
  if (request?.type === 'localWindow') {
    const at = (t: typeof request.from) => Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute)
    const { zone } = request
    return wall(zone, start).naive >= at(request.from) && wall(zone, end).naive <= at(request.to)
  }
  return true
}

/** The same answer as `findSlots` gives. */
export function referenceSlots(query: SlotQuery): SlotAnswer {
  const { request, range } = query
  const scene = sceneOf(query)
  const slots: number[] = []
  const length = query.meetingMinutes * minute
  for (let at = Math.ceil(range.start / minute) * minute; at + length <= range.end; at += minute) {
    if (isAsked(query, at, at + length) && reasonAt(scene, at) === 'free') slots.push(at)
  }
  if (request?.type !== 'instant' && request?.type !== 'local') {
    const available = slots.length > 0
    return { available, reason: available ? 'free' : 'none', ambiguous: [], slots }
  }
  const instants = request.type === 'instant' ? [request.at] : instantsReading(request)
  const [at] = instants
  if (at === undefined) return { available: false, reason: 'nonexistent', ambiguous: [], slots }
  const reason = reasonAt(scene, at)
  const ambiguous = instants.length > 1 ? instants : []
  return { available: reason === 'free', reason, at, ambiguous, slots }
}

/** Every minute at which the zone's clock reads the wall time. */
function instantsReading({ wall: t, zone }: { wall: WallParts; zone: string }): number[] {
  const naive = Date.UTC(t.year, t.month - 1, t.day, t.hour, t.minute, t.second)
  const found: number[] = []
  for (let at = naive - 900 * minute; at <= naive + 900 * minute; at += minute) {
    if (wall(zone, at).naive === naive) found.push(at)
  }
  return found
}

type WallParts = Extract<NonNullable<SlotQuery['request']>, { type: 'local' }>['wall']
