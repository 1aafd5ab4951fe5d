import type { Interval } from '../interval.ts'

/** Whose offers are held: one phone call, or one request where there is no call. */
export type Holder = { clientId: string; callId: string }

/** An offer held for another call; it ranks last, it is never refused. */
export type Hold = Interval & { holdUntil: number }

/** Soft holds of offers, each 3 minutes long. A hold guards nothing: `book` ignores it. */
export type Holds = {
  /** Holds these offers for the call in place of those it held before. */
  replace(holder: Holder, offers: readonly Interval[]): Promise<void>
  /** What other calls hold at this client now. */
  others(holder: Holder): Promise<Hold[]>
  /** The call ended or booked: its holds go. */
  drop(holder: Holder): Promise<void>
}
