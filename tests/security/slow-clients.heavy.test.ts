import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { listen, type Running } from '../../scripts/server.ts'
import { configure } from '../../lib/config.ts'
import { freePort } from '../support/free-port.ts'

const port = await freePort()
const url = `http://127.0.0.1:${port}`
let server: Running

beforeAll(async () => {
  const vendors = {
    SUPABASE_URL: 'http://127.0.0.1:1',
    SUPABASE_SERVICE_KEY: 'none',
    ENCRYPTION_KEY: randomBytes(32).toString('hex'),
  }
  configure({ LOG_LEVEL: 'silent', PORT: `${port}`, ...vendors }, 'local')
  server = await listen({ hostname: '127.0.0.1', port })
})
afterAll(() => server.stop(1000))

/** Runs slowhttptest with 100 connections for at most 25 s; seconds until none was left open, or undefined when some were. */
async function attack(...options: string[]): Promise<number | undefined> {
  const all = ['-c', '100', '-r', '100', '-l', '25', '-i', '2', '-p', '2', ...options]
  const child = spawn('slowhttptest', all, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')])
  const plain = stripVTControlCharacters(output)
  if (!plain.includes('No open connections left')) return undefined
  expect(plain).toMatch(/connected: +\d\d/)
  return Number(/Test ended on (\d+)/.exec(plain)?.[1])
}

describe('a hundred slow clients', () => {
  it.each<[string, string[]]>([
    ['of headers', ['-H', '-u', `${url}/health`]],
    ['of bodies', ['-B', '-s', '8192', '-u', `${url}/check-availability`]],
  ])(
    '%s are cut off long before they would end by themselves, while others are served',
    async (_name, options) => {
      const attacked = attack(...options)
      const served: number[] = []
      const visits = setInterval(() => {
        const visit = fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })
        void visit.then(
          ({ status }) => served.push(status),
          () => served.push(0),
        )
      }, 100)
      onTestFinished(() => clearInterval(visits))
      const seconds = await attacked
      // Ten, and what a busy machine adds.
      expect(seconds).toBeLessThanOrEqual(18)
      expect(served.length).toBeGreaterThan(20)
      expect(new Set(served)).toEqual(new Set([200]))
    },
  )
})
