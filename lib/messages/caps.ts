import type { SentText } from './outbox.ts'

/** How many texts may go out inside a sliding window: to one number, and for one client. */
export type Caps = { windowMs: number; perNumber: number; perClient: number }

/** Ten texts in ten minutes to one number is more than a person reads; a digest says the same in one. */
export const usualCaps: Caps = { windowMs: 600_000, perNumber: 10, perClient: 20 }

/** How many more texts may go to a number of a client now, and when the next one may when none may. */
export function allowance(
  texts: readonly SentText[],
  to: { number: string; clientId?: string | undefined },
  caps: Caps,
  now: number,
): { left: number; freeAt: number } {
  const recent = texts.filter((text) => text.sentAt > now - caps.windowMs)
  const ofNumber = recent.filter((text) => text.number === to.number)
  const ofClient = recent.filter((text) => to.clientId && text.clientId === to.clientId)
  const left = Math.min(caps.perNumber - ofNumber.length, caps.perClient - ofClient.length)
  const blocking = left > 0 ? [] : caps.perNumber <= ofNumber.length ? ofNumber : ofClient
  const oldest = Math.min(...blocking.map((text) => text.sentAt))
  return { left: Math.max(0, left), freeAt: left > 0 ? now : oldest + caps.windowMs }
}
