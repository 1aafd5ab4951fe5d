import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const cases = readFileSync(`${root}/tests/fixtures/calls.dev.jsonl`)

function answersUnder(machineZone: string): string {
  return execFileSync(process.execPath, ['scripts/understand.ts', '--jsonl'], {
    cwd: root,
    input: cases,
    env: { ...process.env, TZ: machineZone },
    encoding: 'utf8',
  })
}

describe('the machine’s own zone', () => {
  const expected = answersUnder('UTC')
  it.each(['America/Vancouver', 'Asia/Kolkata', 'Australia/Lord_Howe'])(
    'changes nothing when it is %s',
    (zone) => {
      expect(expected.split('\n').length).toBeGreaterThan(200)
      expect(answersUnder(zone)).toBe(expected)
    },
  )
})
