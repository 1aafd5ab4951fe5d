import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../support/free-port.ts'
import { startService, type Service } from './service.ts'

const run = promisify(execFile)
const hasCurl = existsSync('/usr/bin/curl')
const dataDir = mkdtempSync(join(tmpdir(), 'start-'))
let service: Service
let port: number

beforeAll(async () => {
  port = await freePort()
  service = await startService(dataDir, port)
})
afterAll(async () => {
  await service?.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

const command = (script: string, ...args: string[]) =>
  run(process.execPath, [`scripts/${script}.ts`, ...args], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: `${port}` },
  })

describe('npm start without configuration', () => {
  it('says what it is', async () => {
    const answer = await (await fetch(`${service.url}/health`)).json()
    expect(answer).toEqual({
      status: 'ok',
      mode: 'local',
      version: expect.any(String),
      commit: expect.any(String),
    })
  })

  it.runIf(hasCurl)('prints three curl lines that work as printed', async () => {
    const lines = service
      .output()
      .split('\n')
      .filter((line) => line.startsWith('curl '))
    expect(lines).toHaveLength(3)
    const answers: unknown[] = []
    for (const line of lines) answers.push(JSON.parse((await run('sh', ['-c', line])).stdout))
    expect(answers).toMatchObject([
      { status: 'ok' },
      { available: true, message: expect.any(String) },
      { outcome: 'booked', message: expect.any(String) },
    ])
  })

  it('plays the demo to its end, again and again', async () => {
    for (let i = 0; i < 2; i++) {
      expect((await command('demo')).stdout).toContain('Every step was right.')
    }
  })

  it('lets an operator see and change clients', async () => {
    const id = '00000000-0000-4000-8000-000000000001'
    expect((await command('client', 'list')).stdout).toContain(id)
    await command('client', 'set', id, 'min_notice_minutes=60')
    expect((await command('client', 'show', id)).stdout).toMatch(/min_notice_minutes +60/)
    await command('client', 'set', id, 'min_notice_minutes=0')
    await expect(command('client', 'set', id, 'daily_cap=many')).rejects.toThrow('daily_cap')
    const added = await command('client', 'add', 'mina@example.com', 'timezone=America/Vancouver')
    expect(added.stdout).toContain('No business_phone')
    await expect(command('client', 'add', 'mina@example.com')).rejects.toThrow(
      'There is a user with the address mina@example.com already.',
    )
  })

  it('is found on whatever port it runs', async () => {
    const id = '00000000-0000-4000-8000-000000000001'
    const elsewhere = (script: string, ...args: string[]) =>
      run(process.execPath, [`scripts/${script}.ts`, ...args], {
        env: { ...process.env, DATA_DIR: dataDir },
      })
    expect((await elsewhere('client', 'connect-link', id)).stdout).toContain(service.url)
    expect((await elsewhere('call', 'check-availability', 'tomorrow')).stdout).toContain('“')
  })

  it('prints the sentence for a phrase', async () => {
    const { stdout } = await command('call', 'check-availability', 'tomorrow at 1:30 pm')
    expect(stdout).toMatch(/“.+\?”/)
  })

  it('draws a client’s week as it stands', async () => {
    const week = (id: string) => command('slots', '--client', id, '--week')
    const { stdout } = await week('00000000-0000-4000-8000-000000000001')
    expect(stdout).toContain('America/Toronto')
    expect(stdout).toContain('█████')
    expect(stdout).toContain('·····')
    await expect(week('00000000-0000-4000-8000-0000000000ff')).rejects.toThrow('There is no client')
  })

  it('refuses a second service on the same data', async () => {
    await expect(startService(dataDir, await freePort())).rejects.toThrow('did not start')
    expect((await fetch(`${service.url}/health`)).ok).toBe(true)
  })

  it('is not taken for running once it was killed', async () => {
    const killed = mkdtempSync(join(tmpdir(), 'start-killed-'))
    const left = { ...service.local(), pid: 2 ** 30 }
    writeFileSync(join(killed, 'running.json'), JSON.stringify(left))
    const list = run(process.execPath, ['scripts/client.ts', 'list'], {
      env: { ...process.env, DATA_DIR: killed },
    })
    await expect(list).rejects.toThrow(`No local service is running on ${killed}`)
    rmSync(killed, { recursive: true })
  })

  it('leaves no process behind when it stops', async () => {
    expect(await service.end('SIGINT')).toBe(0)
    expect(processesNaming(dataDir)).toEqual([])
    expect(existsSync(join(dataDir, 'running.json'))).toBe(false)
  })
})

/** Command lines of live processes that name a path. */
function processesNaming(path: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
        return line.includes(path) ? [line] : []
      } catch {
        return [] // It ended between the two looks.
      }
    })
}
