/** One try to get words to somebody, as the world outside saw it. */
export type Attempt = {
  order: number
  channel: 'sms' | 'mail'
  /** Epoch ms, when it left. */
  at: number
  to: string
  text: string
  /** The carrier's id, or any word for a mail; absent when it never got there. */
  landed?: string
  /** The answer reached the process, which was alive. */
  heard?: boolean
  /** Sent while nothing durable could be written. */
  direct?: boolean
}

/** A question for what a number was sent, and the ids in the answer; absent when none was heard. */
export type Look = { order: number; at: number; to: string; showed?: string[] }

/** A step of a message that became durable. */
export type Saved = { order: number; id: string; state: string; providerId?: string | undefined }

/** A message that was kept, or kept already. */
export type Added = { order: number; id: string }

/** All that happened, in one order. */
export type Happened = {
  next(): number
  attempts: Attempt[]
  looks: Look[]
  saved: Saved[]
  added: Added[]
  /** Checks of Supabase: when, and whether it answered. */
  pings: { at: number; isUp: boolean }[]
  /** Deaths, and writes of messages that failed: what was being told then may be told again. */
  interruptions: { order: number }[]
}

export function newRecord(): Happened {
  let order = 0
  return {
    next: () => ++order,
    attempts: [],
    looks: [],
    saved: [],
    added: [],
    pings: [],
    interruptions: [],
  }
}
