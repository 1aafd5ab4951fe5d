import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { readToolAnswer } from '../../../lib/time-request/n8n-answer.ts'

const file = new URL('../../../docs/n8n-parse-date-time.workflow.json', import.meta.url)
const workflow = JSON.parse(readFileSync(file, 'utf8')) as {
  nodes: { name: string; parameters: { jsCode?: string } }[]
}
const code = workflow.nodes.find(({ name }) => name === 'parse_date_time')?.parameters.jsCode ?? ''
const zone = 'America/Toronto'
const reference = '2026-03-04T10:15:00-05:00'
const context = {
  now: Date.parse(reference),
  zone,
  clientZone: zone,
  hours: { open: 540, close: 1200 },
}

/** Runs the tool as n8n's Code tool does: `query` in, a string out. */
function tool(text: string): string {
  const query = { text, reference_time: reference, timezone: zone }
  return String(runInNewContext(`(() => {${code}\n})()`, { query, DateTime }))
}

describe('the workflow we ship', () => {
  it.each([
    'after the long weekend',
    'on payday',
    'after school drop-off',
    'in the summer',
    'after March break',
  ])('answers "%s" by the contract, in the future and to be read back', (words) => {
    const answer = readToolAnswer(tool(words), words, context)
    expect(answer).toMatchObject({ ok: true, request: { outcome: 'ok', readBack: true } })
  })

  it('says no to what it has no rule for', () => {
    expect(readToolAnswer(tool('qwerty'), 'qwerty', context)).toEqual({ ok: false })
  })
})
