import { answerRequest, type RequestAnswer } from '../availability/answer-request.ts'
import { searchRange } from '../availability/search-range.ts'
import type { Booking } from '../booking/booking.ts'
import { bookingSpans } from '../booking/booking-spans.ts'
import type { Holder, Holds } from '../booking/holds.ts'
import type { Calendar } from '../calendar/calendar.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Call } from '../retell/call.ts'
import type { Client } from '../store/client.ts'
import type { Recorder } from '../trace/recorder.ts'
import { decisionOf } from '../trace/decision-of.ts'
import { readingOf } from '../trace/trace.ts'
import type { HandOffReason } from '../time-request/sentences/say-check.ts'
import type { TimeRequest } from '../time-request/types.ts'
import type { TimeArguments } from './arguments.ts'
import { busyTime, type CurrentBooking, type GuardedTime } from './busy-time.ts'
import { customerZone } from './customer-zone.ts'
import { callHours, heard, type ReadElsewhere } from './heard.ts'
import { worded, type CheckAnswer } from './worded.ts'
import type { Wording } from './wording.ts'

/** One check: what was asked, in which call, of which client. */
export type CheckRequest = {
  client: Client
  call: Call
  asked: TimeArguments
  /** Whose offers these are. */
  holder: Holder
  /** Epoch ms. */
  now: number
  deadline: Deadline
}

/** What a check uses. */
export type CheckDeps = {
  calendar: Calendar
  holds: Holds
  guarded?: GuardedTime
  booked?: GuardedTime
  current?: CurrentBooking
  readElsewhere?: ReadElsewhere | undefined
  /** Key of slot tokens. */
  tokenKey: Uint8Array
  /** Is told why the calendar could not be read. */
  onFailure: (failure: VendorFailure) => void
  /** Is told how the answer came about. */
  trace?: Pick<Recorder, 'step' | 'saw'>
}

/** Answers what a customer asked for: reads the words, looks at the calendar, offers, says one sentence. */
export async function check(request: CheckRequest, deps: CheckDeps): Promise<CheckAnswer> {
  const { client, call, asked, now, deadline } = request
  const { settings } = client
  const { zone, unclear } = customerZone({
    given: asked.zone,
    phone: call.customerPhone,
    clientZone: settings.zone,
    now,
  })
  const wording: Wording = { client, callId: call.callId, zone, now, key: deps.tokenKey }
  if (unclear) return worded({ kind: 'zone_unknown' }, wording)
  const [usual = 30] = settings.meetingMinutes
  const minutes = asked.meetingMinutes ?? usual
  if (!settings.meetingMinutes.includes(minutes)) return worded({ kind: 'length_unknown' }, wording)

  const context = { now, zone, clientZone: settings.zone, hours: callHours(settings) }
  const timeRequest = await heard(asked.words, context, { read: deps.readElsewhere, deadline })
  deps.trace?.saw({ reading: readingOf(timeRequest) })
  deps.trace?.step('read')
  const handedOn = (reason: HandOffReason) =>
    worded({ kind: 'handed_on', reason, timeRequest, minutes }, wording)
  if (!client.bookingEnabled) return handedOn('booking_disabled')
  if (client.connection !== 'connected') return handedOn('not_connected')
  try {
    const current = await currentOf(request, deps)
    const answer = await lookUp({ request, deps, timeRequest, minutes, zone, current })
    await deps.holds.replace(request.holder, answer.offers)
    return worded({ kind: 'answered', timeRequest, answer, minutes, current }, wording)
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    deps.onFailure(error)
    return handedOn('calendar_unavailable')
  }
}

/** What this call has booked already: a caller who moves it is not in their own way. */
async function currentOf({ client, call, deadline }: CheckRequest, { current }: CheckDeps) {
  if (call.callId === undefined) return undefined
  return current?.({ clientId: client.id, callId: call.callId }, deadline)
}

/** The calendar's answer to a time request. Throws VendorFailure when the calendar cannot be read in time. */
async function lookUp(look: {
  request: CheckRequest
  deps: CheckDeps
  timeRequest: TimeRequest
  minutes: number
  zone: string
  current: Booking | undefined
}): Promise<RequestAnswer> {
  const { request, deps, timeRequest, minutes, zone, current } = look
  const { client, call, now, deadline, holder } = request
  const own = current ? bookingSpans(current) : []
  const range = searchRange(timeRequest, { settings: client.settings, now })
  const needsCalendar = timeRequest.outcome !== 'none' && timeRequest.outcome !== 'impossible'
  const [busy, held] = needsCalendar
    ? await Promise.all([
        busyTime(client, range.busy, { ...deps, deadline, own }),
        deps.holds.others(holder),
      ])
    : [[], []]
  deps.trace?.step('calendar')
  const answer = answerRequest({
    request: timeRequest,
    settings: client.settings,
    now,
    busy,
    range: range.slots,
    meetingMinutes: minutes,
    zone,
    refused: [...call.earlierOffers, ...own.map(({ start }) => start)],
    held,
  })
  deps.trace?.saw(decisionOf(answer, busy))
  deps.trace?.step('slots')
  return answer
}
