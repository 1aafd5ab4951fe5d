import { isOtherZone } from '../compose/narrow.ts'
import type { TimeExpr } from '../compose/request.ts'
import type { TimeSpan } from '../types.ts'
import { combine, ok } from './result.ts'
import type { Result } from './result.ts'

/**
 * Each time by its own result; two by clocks of different zones are one where they mean the same moment. Of a region
 * whose name may mean two clocks, the one that makes them the same is meant; said as one moment and not the same: asked.
 */
export function settleTimes(
  times: readonly TimeExpr[],
  settle: (time: TimeExpr) => Result,
): Result[] {
  if (times.length === 1) return [settle(times[0] as TimeExpr)]
  const results: Result[] = []
  for (let i = 0; i < times.length; i++) {
    const [time, next] = [times[i] as TimeExpr, times[i + 1]]
    const pair = next && isOtherZone(time, next) ? sameMoment(time, next, settle) : undefined
    results.push(pair ?? settle(time))
    if (pair) i++
  }
  return results
}

function sameMoment(
  a: TimeExpr,
  b: TimeExpr,
  settle: (time: TimeExpr) => Result,
): Result | undefined {
  for (const one of readings(a)) {
    for (const other of readings(b)) {
      const [x, y] = [settle(one), settle(other)]
      const common = spansOf(x).filter((span) => spansOf(y).some((same) => isSame(span, same)))
      if (common.length > 0 && (x.kind === 'past' || y.kind === 'past')) return x
      if (common.length === 1 || (common.length > 0 && x.kind === 'ok' && y.kind === 'ok'))
        return ok(...common)
      if (common.length > 0) return { kind: 'clarify', doubt: 'am_or_pm', candidates: common }
    }
  }
  if (!b.apposed) return undefined
  const both = combine([settle(a), settle(b)])
  return both.kind === 'ok'
    ? { kind: 'clarify', doubt: 'two_readings', candidates: both.spans }
    : both
}

/** By the clock taken, then by the other its region's name may mean. */
function readings(time: TimeExpr): readonly TimeExpr[] {
  const other = time.zone?.other
  return other === undefined ? [time] : [time, { ...time, zone: { zone: other } }]
}

function spansOf(result: Result): readonly TimeSpan[] {
  if (result.kind === 'impossible') return []
  return result.kind === 'clarify' ? result.candidates : result.spans
}

function isSame(a: TimeSpan, b: TimeSpan): boolean {
  return a.start === b.start && a.end === b.end
}
