import type { TimeArguments } from './arguments.ts'
import { customerZone } from './customer-zone.ts'
import type { CheckAnswer } from './worded.ts'

/** What to answer when not even the client's settings can be read: nothing is known but that it will be passed on. `now` is epoch ms. */
export function unreadableClient({ zone: given }: TimeArguments, now: number): CheckAnswer {
  return {
    available: false,
    requestedTime: null,
    alternatives: [],
    action: 'handoff',
    reason: 'calendar_unavailable',
    message: 'I cannot see the calendar right now, but I can pass on the time you would like.',
    timezone: customerZone({ given, clientZone: 'UTC', now }).zone,
    slot_token: null,
  }
}
