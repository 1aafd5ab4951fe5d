import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { read } from '../../../lib/time-request/read.ts'
import type { TimeRequest } from '../../../lib/time-request/types.ts'
import { phrases } from '../../../scripts/understand/phrases.ts'
import { contextOf, wednesday } from './support/reading.ts'

const zones = [
  'America/Toronto',
  'America/Vancouver',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
]
const vocabulary =
  'monday friday tomorrow today next this last week month the third 5th 24 3 10:30 14 230 pm am at noon between and or not except but before after until by from to in two hours days a few half quarter past of march april may morning evening afternoon no wait actually busy pacific time vancouver , . - / ? weekend same first second every or later'.split(
    ' ',
  )

const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) })
const context = fc.record({
  now: moment,
  zone: fc.constantFrom(...zones),
  clientZone: fc.constantFrom(...zones),
  hours: fc.constantFrom(
    { open: 540, close: 1200 },
    { open: 420, close: 1260 },
    { open: 0, close: 1440 },
  ),
})
const speech = fc
  .array(fc.constantFrom(...vocabulary), { maxLength: 14 })
  .map((words) => words.join(' '))

/** What must hold of every reading, whatever was said. */
function holds(request: TimeRequest, now: number): void {
  if (request.outcome === 'ok') {
    expect(request.spans.length).toBeGreaterThan(0)
    for (const { start, end } of request.spans) {
      expect(Number.isFinite(start)).toBe(true)
      if (end === undefined) expect(start).toBeGreaterThanOrEqual(now)
      else {
        expect(end).toBeGreaterThan(start)
        expect(end).toBeGreaterThan(now)
      }
    }
    const starts = request.spans.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  }
  if (request.outcome === 'clarify') {
    for (const { start, end } of request.candidates) expect(end ?? Infinity).toBeGreaterThan(start)
  }
}

const midweek = contextOf(wednesday)

describe('read', { timeout: 60_000 }, () => {
  it('never throws on any text, and never answers with a time that is over', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), context, (words, ctx) => {
        holds(read(words, ctx), ctx.now)
      }),
      { numRuns: 400 },
    )
  })

  it('never throws on any order of the words it knows, and never answers with a time that is over', () => {
    fc.assert(
      fc.property(speech, context, (words, ctx) => holds(read(words, ctx), ctx.now)),
      { numRuns: 1200 },
    )
  })

  it('gives the same answer whatever the case, the spaces and a full stop at the end', () => {
    for (const words of phrases(500, 3)) {
      const { words: _, ...plain } = read(words, midweek)
      const { words: __, ...loud } = read(
        `  ${words.toUpperCase().replaceAll(' ', '  ')} .`,
        midweek,
      )
      expect(loud).toEqual(plain)
    }
  })

  it('does not change with what was read before', () => {
    const said = phrases(200, 4)
    const once = said.map((words) => read(words, midweek))
    const again = said
      .toReversed()
      .map((words) => read(words, midweek))
      .toReversed()
    expect(again).toEqual(once)
  })

  it('reads the first 2,000 characters of a longer text', () => {
    expect(read(`tomorrow at 3 ${'blah '.repeat(100_000)}`, midweek).outcome).toBe('ok')
    expect(read(`${'blah '.repeat(400)} tomorrow at 3`, midweek).outcome).toBe('none')
  })
})
