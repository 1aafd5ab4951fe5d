import { advanceOrNote, type Step } from './advance-or-note.ts'
import type { Booking } from './booking.ts'
import { readEvent } from './read-event.ts'
import type { Flow } from './request.ts'

/** Brings booked rows in line with their events, which a broker may delete or move. True when one was wrong. */
export async function correctFromGoogle(flow: Flow, rows: readonly Booking[]): Promise<boolean> {
  const booked = rows.filter((row) => row.state === 'booked')
  const corrected = await Promise.all(booked.map((row) => correct(flow, row)))
  return corrected.includes(true)
}

async function correct(flow: Flow, row: Booking): Promise<boolean> {
  const step = await whatGoogleSays(flow, row)
  return step !== undefined && (await advanceOrNote(flow, row, step))?.ok === true
}

async function whatGoogleSays({ deps, work }: Flow, row: Booking): Promise<Step | undefined> {
  const call = { clientId: row.clientId, deadline: work }
  // A calendar that cannot be read corrects nothing: the row stands.
  const standing = await readEvent(row, deps.calendar, call).catch(() => undefined)
  if (standing?.is === 'absent' || standing?.is === 'cancelled') return { state: 'released' }
  if (standing?.is !== 'standing') return undefined
  const { start, end } = standing.event
  if (start === row.slot.start && end === row.slot.end) return undefined
  return { state: 'booked', slot: { start, end } }
}
