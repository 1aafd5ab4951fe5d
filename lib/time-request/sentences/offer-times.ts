import { speakTimes } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'

/** "I have 3:30 PM, or Wednesday at 10 AM. Which works better?"; with nothing to offer, an open question. */
export function offerTimes(
  offers: readonly number[],
  context: SpeakContext,
  which: 'best' | 'better',
): string {
  if (offers.length === 0)
    return which === 'best' ? 'When would you like to talk?' : 'When else would suit you?'
  const question = offers.length === 1 ? 'Does that work?' : `Which works ${which}?`
  return `I have ${speakTimes(offers, context)}. ${question}`
}
