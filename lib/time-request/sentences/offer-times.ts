import { speakTimes } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'

/** What is offered: starts (epoch ms), and how long the call would be where that is not what was asked. */
export type Offered = { offers: readonly number[]; minutes?: number | undefined }

/** "I have 3:30 PM, or Wednesday at 10 AM. Which works better?"; with nothing to offer, an open question. */
export function offerTimes(
  { offers, minutes }: Offered,
  context: SpeakContext,
  which: 'best' | 'better',
): string {
  if (offers.length === 0)
    return which === 'best' ? 'When would you like to talk?' : 'When else would suit you?'
  const question = offers.length === 1 ? 'Does that work?' : `Which works ${which}?`
  const have = minutes === undefined ? 'I have' : `For ${minutes} minutes I have`
  return `${have} ${speakTimes(offers, context)}. ${question}`
}
