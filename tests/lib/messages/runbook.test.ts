import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { alertWords } from '../../../lib/messages/alert-texts.ts'
import type { AdminAlert } from '../../../lib/messages/content.ts'

const since = Date.parse('2026-11-24T20:00:00Z')
const until = since + 600_000
const clientId = '00000000-0000-4000-8000-000000000001'
const alerts: { [Kind in AdminAlert['kind']]: Extract<AdminAlert, { kind: Kind }> } = {
  google_failing: { kind: 'google_failing', since, failures: 3, clientId },
  google_recovered: { kind: 'google_recovered', since, until },
  supabase_down: { kind: 'supabase_down', since, waiting: 4 },
  supabase_recovered: { kind: 'supabase_recovered', since, until, waiting: 4 },
  queue_disk: { kind: 'queue_disk', since, bytes: 9e8, limitBytes: 1e9, freeBytes: 2e9 },
  poisoned: { kind: 'poisoned', since, count: 2, reason: 'no such column' },
  unreachable_contact: {
    kind: 'unreachable_contact',
    since,
    clientId,
    role: 'business_phone',
    code: '30003',
  },
  sms_rejected: { kind: 'sms_rejected', since, code: '20003' },
  client_unreadable: { kind: 'client_unreadable', since, clientId },
}

const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8')
const rows = (runbook.split('\n## Alerts\n')[1]?.split('\n## ')[0] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) => line.split('|').map((cell) => cell.trim()))

describe('the runbook', () => {
  it.each(Object.values(alerts))('says what to do about $kind', (alert) => {
    const { subject } = alertWords(alert)
    const mine = rows.filter(([, heading = '']) => isIn(subject, heading))
    expect(mine).toHaveLength(1)
    expect(mine[0]?.[3]).toMatch(/\w/)
  })
})

/** The heading's words in the subject, in order; … stands for what differs from one alert to the next. */
function isIn(subject: string, heading: string): boolean {
  const parts = heading.split('…').map((part) => part.trim())
  let at = 0
  for (const part of parts) {
    const found = subject.indexOf(part, at)
    if (found < 0 || (at === 0 && found > 0)) return false
    at = found + part.length
  }
  return true
}
