import { edgeOn } from '../base.ts'
import type { Base } from '../base.ts'
import type { DateSpec, MomentPiece, TimePoint } from '../pieces/piece.ts'
import { settleDate } from '../settle/dates.ts'
import { edgeMinute } from '../settle/window.ts'

/** "from Friday morning to Saturday noon": one span from a time of one day to a time of another. */
export function longRange(
  from: { date: DateSpec; time: TimePoint },
  to: { date: DateSpec; time: TimePoint },
  base: Base,
): MomentPiece | undefined {
  const start = instantOf(from, 'start', base)
  const end = instantOf(to, 'end', base)
  return start !== undefined && end !== undefined && start < end
    ? { k: 'moment', start, end }
    : undefined
}

function instantOf(
  { date, time }: { date: DateSpec; time: TimePoint },
  side: 'start' | 'end',
  base: Base,
): number | undefined {
  const coming =
    date.type === 'weekday' && date.how === 'plain' ? { ...date, how: 'coming' as const } : date
  const settled = settleDate(coming, base)
  const span = settled.ok ? settled.spans[0] : undefined
  if (!span || span.to - span.from !== 1) return undefined
  const minute = edgeMinute(base, span.from, time, side)
  return minute === undefined ? undefined : edgeOn(base, span.from, minute)
}
