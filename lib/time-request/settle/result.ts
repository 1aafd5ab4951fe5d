import type { Doubt, Impossible, TimeSpan } from '../types.ts'

/** What a part of the request comes to. */
export type Result =
  | { kind: 'ok'; spans: TimeSpan[] }
  | { kind: 'past'; spans: TimeSpan[] }
  | { kind: 'clarify'; doubt: Doubt; candidates: TimeSpan[] }
  | { kind: 'impossible'; why: Impossible }

export function ok(...spans: TimeSpan[]): Result {
  return { kind: 'ok', spans }
}

/** Several alternatives as one: an impossible one decides, then a doubt; past ones drop out when others stand. */
export function combine(results: readonly Result[]): Result {
  const impossible = results.find((result) => result.kind === 'impossible')
  if (impossible) return impossible
  const doubts = results.flatMap((result) => (result.kind === 'clarify' ? [result] : []))
  const [first] = doubts
  if (first) {
    const candidates = results.flatMap((r) =>
      r.kind === 'clarify' ? r.candidates : r.kind === 'ok' ? r.spans : [],
    )
    return { kind: 'clarify', doubt: first.doubt, candidates: tidy(candidates) }
  }
  const good = results.flatMap((result) => (result.kind === 'ok' ? result.spans : []))
  if (good.length > 0) return { kind: 'ok', spans: tidy(good) }
  return { kind: 'past', spans: tidy(results.flatMap((r) => (r.kind === 'past' ? r.spans : []))) }
}

/** In time order, each once. */
function tidy(spans: readonly TimeSpan[]): TimeSpan[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || (a.end ?? 0) - (b.end ?? 0))
  return sorted.filter(
    (span, i) => i === 0 || span.start !== sorted[i - 1]?.start || span.end !== sorted[i - 1]?.end,
  )
}
