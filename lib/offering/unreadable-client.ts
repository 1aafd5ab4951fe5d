import type { TimeArguments } from './arguments.ts'
import type { CheckAnswer } from './worded.ts'

/** What to answer when not even the client's settings can be read: nothing is known but that it will be passed on. */
export function unreadableClient({ zone }: TimeArguments): CheckAnswer {
  return {
    available: false,
    requestedTime: null,
    alternatives: [],
    action: 'handoff',
    reason: 'calendar_unavailable',
    message: 'I cannot see the calendar right now, but I can pass on the time you would like.',
    timezone: zone ?? 'UTC',
    slot_token: null,
  }
}
