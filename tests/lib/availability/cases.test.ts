import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { answerLine, queryOf } from '../../../scripts/slot-case.ts'
import type { SlotCase } from '../../../scripts/slot-case.ts'

type GradedCase = SlotCase & {
  note: string
  expected: ReturnType<typeof answerLine> & { count: number; at?: string | null }
}

const cases = readFileSync(new URL('../../fixtures/slots.dev.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GradedCase)

const instants = (texts: readonly string[] = []) => texts.map((text) => Date.parse(text))

describe('findSlots answers every recorded scenario exactly', () => {
  it.each(cases.map((scenario) => [scenario.id, scenario.note, scenario] as const))(
    '%s: %s',
    (_id, _note, scenario) => {
      const { expected } = scenario
      const got = answerLine(scenario, findSlots(queryOf(scenario)))
      expect(instants(got.slots)).toEqual(instants(expected.slots))
      expect(got.customerLocal).toEqual(expected.customerLocal)
      expect({ available: got.available, reason: got.reason }).toEqual({
        available: expected.available,
        reason: expected.reason,
      })
      expect(got.at && Date.parse(got.at)).toEqual(
        expected.at ? Date.parse(expected.at) : undefined,
      )
      expect(instants(got.ambiguous)).toEqual(instants(expected.ambiguous))
    },
  )
})
