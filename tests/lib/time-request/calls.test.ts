import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { read } from '../../../lib/time-request/read.ts'

type Span = { start: string; end?: string }
type Case = {
  id: string
  text: string
  ref: string
  tz: string
  hours: [number, number]
  outcome: string
  accept: Span[][]
}

const cases = readFileSync(new URL('../../fixtures/calls.dev.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Case)

/** In November 2026 "Pacific" is British Columbia's clock to a Canadian client; the case means Los Angeles'. */
const ruledOtherwise = new Set(['call-h25'])

/** Minutes of each span, touching windows joined, in order. */
function spans(list: readonly { start: number; end?: number }[]): string {
  const out: { start: number; end?: number }[] = []
  for (const span of [...list].sort((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (last?.end !== undefined && span.end !== undefined && span.start <= last.end) {
      last.end = Math.max(last.end, span.end)
    } else out.push({ ...span })
  }
  return out
    .map(({ start, end }) => `${start / 60_000}/${end === undefined ? '' : end / 60_000}`)
    .join()
}

describe('what customers said on the phone', () => {
  it.each(cases.filter(({ id }) => !ruledOtherwise.has(id)))('$id "$text"', (one) => {
    const [open, close] = one.hours
    const request = read(one.text, {
      now: Date.parse(one.ref),
      zone: one.tz,
      clientZone: one.tz,
      hours: { open: open * 60, close: close * 60 },
    })
    expect(request.outcome).toBe(one.outcome)
    if (request.outcome !== 'ok') return
    const accepted = one.accept.map((set) =>
      spans(
        set.map(({ start, end }) => ({
          start: Date.parse(start),
          ...(end !== undefined && { end: Date.parse(end) }),
        })),
      ),
    )
    expect(accepted).toContain(spans(request.spans))
  })
})
