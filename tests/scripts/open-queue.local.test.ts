import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { queueIn } from '../../scripts/open-queue.ts'

const folder = mkdtempSync(join(tmpdir(), 'open-queue-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('a file that is no queue is told with its folder', () => {
  writeFileSync(
    join(folder, 'queue.sqlite'),
    'not a database, and long enough to be read as one\n'.repeat(40),
  )
  const sentence = `The queue in ${folder} cannot be opened: file is not a database`
  expect(() => queueIn(folder)).toThrow(sentence)
  const env = { ...process.env, DATA_DIR: folder }
  const shown = spawnSync(process.execPath, ['scripts/queue.ts'], { env, encoding: 'utf8' })
  expect([shown.status, shown.stderr]).toEqual([1, `${sentence}\n`])
})
