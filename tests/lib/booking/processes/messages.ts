import type { BookAnswer } from '../../../../lib/booking/booking.ts'

/** What a booking process is asked: to book, or to settle what is due. */
export type Asked =
  | { id: string; call: string; key: string; start: number }
  | { id: string; settle: true }

/** What it tells: that it is ready, how a request ended, or how many rows still wait. */
export type Told = { id: string; outcome?: BookAnswer['outcome']; waiting?: number }
