import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { freePort } from '../support/free-port.ts'

let env: NodeJS.ProcessEnv
let service: ChildProcess

beforeAll(async () => {
  const port = await freePort()
  const dataDir = await mkdtemp(join(tmpdir(), 'calendar-demo-'))
  env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error' }
  service = spawn(process.execPath, ['scripts/start.js'], { env, stdio: 'ignore' })
  const answers = async () => {
    const { status } = await fetch(`http://127.0.0.1:${port}/health`)
    if (status !== 200) throw new Error('not yet')
  }
  await vi.waitFor(answers, { timeout: 60_000, interval: 250 })
})
afterAll(async () => {
  service.kill('SIGTERM')
  await once(service, 'exit')
  rmSync(String(env['DATA_DIR']), { recursive: true })
})

test('in a fresh folder the demo is right from beginning to end after the broker has connected by consent', async () => {
  const demo = promisify(execFile)(process.execPath, ['scripts/demo.ts', '--consent'], { env })
  const { stdout } = await demo
  expect(stdout).toContain('Your calendar is connected')
  expect(stdout).toContain('Every step was right.')
})
