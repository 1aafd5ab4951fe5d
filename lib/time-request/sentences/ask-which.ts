import { joinOr, speakClock, speakSpan, speakTimes } from '../speak.ts'
import type { SpeakContext } from '../speak.ts'
import type { TimeRequest } from '../types.ts'
import { isWindow } from '../types.ts'

type Doubtful = Extract<TimeRequest, { outcome: 'clarify' }>

/** The question that settles a doubt, naming the readings to choose from where there are any. */
export function askWhich({ doubt, candidates }: Doubtful, context: SpeakContext): string {
  const readings = candidates.slice(0, 3)
  const [first] = readings
  switch (doubt) {
    case 'open':
      return 'Which day would suit you best?'
    case 'vague':
      return 'Which day and time would that be?'
    case 'same_weekday':
    case 'day_and_date_differ':
    case 'two_readings':
      return first ? `Do you mean ${speakReadings(readings, context)}?` : 'Which day do you mean?'
    case 'am_or_pm':
      return first
        ? `Do you mean ${speakReadings(readings, context)}?`
        : 'In the morning or in the evening?'
    case 'repeated_hour':
      return first
        ? `The clocks go back that night. Do you mean ${joinOr(readings.map(({ start }) => speakClock(start, context)))}?`
        : 'The clocks go back that night. Do you mean the first or the second hour?'
    case 'past_clock':
      return first
        ? `That has passed today. Do you mean ${speakSpan(first, context)}?`
        : 'That has passed today. Which day do you mean?'
  }
}

/** Instants with their day said once, days and windows with their date. */
function speakReadings(readings: Doubtful['candidates'], context: SpeakContext): string {
  const dated = { ...context, dated: true }
  if (!readings.some(isWindow))
    return speakTimes(
      readings.map(({ start }) => start),
      dated,
    )
  return joinOr(readings.map((span) => speakSpan(span, dated)))
}
