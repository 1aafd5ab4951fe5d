import { describe, expect, it } from 'vitest'
import { answerRequest } from '../../../lib/availability/answer-request.ts'
import { settingsOf } from '../../../lib/availability/settings.ts'
import type { TimeRequest, TimeSpan } from '../../../lib/time-request/types.ts'
import { situations } from './offer-situations.ts'
import type { Situation } from './offer-situations.ts'

const dayMs = 86_400_000
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const monday = Date.parse('2026-11-23T00:00:00-05:00')

/** `+Tue 09:30` → the Tuesday of the second week, 09:30 in Toronto. */
function instant(text: string): number {
  const [, week, day = '', hour, minute] = /^(\+?)(\w{3}) (\d\d):(\d\d)$/.exec(text) ?? []
  const date = monday + (days.indexOf(day) + (week ? 7 : 0)) * dayMs
  return date + (Number(hour) * 60 + Number(minute)) * 60_000
}

/** `Tue 12:00-17:00` or `Sat 00:00-+Mon 00:00`; without an end, an instant. */
function span(text: string): TimeSpan {
  const match = /^(\+?\w{3}) (\d\d:\d\d)(?:-(?:(\+?\w{3}) )?(\d\d:\d\d))?$/.exec(text)
  const [, day, from, lastDay = day, to] = match ?? []
  const start = instant(`${day} ${from}`)
  return to === undefined ? { start } : { start, end: instant(`${lastDay} ${to}`) }
}

const interval = (text: string) => span(text) as { start: number; end: number }

function said(at: number): string {
  const minutes = (at - monday) / 60_000
  const day = Math.floor(minutes / 1440)
  const clock = new Date((minutes % 1440) * 60_000).toISOString().slice(11, 16)
  return `${day >= 7 ? '+' : ''}${days[day % 7]} ${clock}`
}

function requestOf({ asked, around = false }: Situation): TimeRequest {
  const heard = { zone: 'America/Toronto', zoneNamed: false, readBack: false, words: [] }
  if (asked.length === 0) {
    return { ...heard, approximate: false, outcome: 'clarify', doubt: 'open', candidates: [] }
  }
  return { ...heard, approximate: around, outcome: 'ok', spans: asked.map(span) }
}

function answer(situation: Situation) {
  const settings = settingsOf(situation.row ?? {})
  const bookings = (situation.bookings ?? []).map((text) => ({ ...interval(text), booking: true }))
  return answerRequest({
    request: requestOf(situation),
    settings,
    now: instant(situation.now ?? 'Mon 10:02'),
    busy: [...(situation.busy ?? []).map(interval), ...bookings],
    range: { start: monday, end: monday + 14 * dayMs },
    meetingMinutes: situation.minutes ?? settings.meetingMinutes[0] ?? 30,
    zone: situation.zone ?? 'America/Toronto',
    refused: (situation.refused ?? []).map(instant),
    held: (situation.held ?? []).map(interval),
  })
}

describe('the times worth saying', () => {
  it.each(situations.map((situation, i) => [i + 1, situation.why, situation] as const))(
    '%i: %s',
    (_number, _why, situation) => {
      const { offers, reason, available, at, meetingMinutes } = answer(situation)
      expect(offers.map(({ start }) => said(start))).toEqual(situation.says)
      expect({ reason, at: available && at !== undefined ? said(at) : undefined }).toEqual({
        reason: situation.reason,
        at: situation.at,
      })
      const length = situation.offered ?? situation.minutes ?? 30
      expect(meetingMinutes).toBe(length)
      expect(offers.every(({ start, end }) => end - start === length * 60_000)).toBe(true)
    },
  )
})
