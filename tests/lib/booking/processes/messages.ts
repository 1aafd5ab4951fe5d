import type { BookAnswer } from '../../../../lib/booking/booking.ts'

/** A broker whose calendar and phone the process knows. */
export type Broker = { id: string; accessToken: string; phone: string }

/** What a process is started with. */
export type Places = {
  /** The queue file. */
  file: string
  /** How far its clock is ahead of the machine's. */
  shiftMs: number
  brokers: Broker[]
  googleUrl: string
  /** For a process that also replays and delivers. */
  twilio?: { url: string; accountSid: string; authToken: string }
  supabase?: { url: string; replayUrl: string; serviceKey: string }
}

/** One request for half an hour. */
export type Wanted = { clientId: string; call: string; key: string; start: number }

/** What a process is asked: to book, or to do one round of background work. */
export type Asked = { id: string } & ({ book: Wanted } | { cycle: true })

/** What it tells: that it is ready, how a request ended and for when, or which steps of a round failed. */
export type Told = {
  id: string
  outcome?: BookAnswer['outcome']
  start?: number
  failed?: string[]
}
