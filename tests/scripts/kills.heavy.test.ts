import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { demoClientId } from '../../lib/local/demo-client.ts'
import { freePort } from '../support/free-port.ts'
import { startService, type Service } from './service.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'kills-'))
let service: Service | undefined

afterAll(async () => {
  await service?.end('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

it(
  'ten kills at random moments lose no booking, and every next start works',
  { timeout: 300_000 },
  async () => {
    const port = await freePort()
    const booked: string[] = []
    for (let round = 0; round < 10; round++) {
      service = await startService(dataDir, port)
      const working = bookUntilKilled(service, round, booked)
      await wait(randomInt(50, 3000))
      await service.end('SIGKILL')
      await working
    }
    service = await startService(dataDir, port)
    const events = (await (await fetch(`${service.local().google}/local/events`)).json()) as {
      status?: string
      start?: { dateTime?: string }
    }[]
    const standing = events
      .filter((event) => event.status !== 'cancelled')
      .map((event) => Date.parse(event.start?.dateTime ?? ''))
    expect(booked.length).toBeGreaterThan(0)
    for (const start of booked) {
      expect(
        standing.filter((at) => at === Date.parse(start)),
        start,
      ).toHaveLength(1)
    }
  },
)

/** Books what is free, one call after the other, noting what was answered, until the service dies. */
async function bookUntilKilled({ url }: Service, round: number, booked: string[]): Promise<void> {
  for (let n = 0; ; n++) {
    try {
      const offered = await post(`${url}/check-availability`, {
        requested_time_string: `any time in the next ${3 + (n % 7)} days`,
      })
      const [offer] = offered['alternatives'] as { start: string }[]
      if (!offer) continue
      const answer = await post(`${url}/book`, {
        requested_time_string: offer.start,
        customer_name: `Caller ${round}-${n}`,
        customer_phone: '+14165550142',
      })
      if (answer['outcome'] === 'booked') booked.push(String(answer['start']))
    } catch {
      return // Killed: what was not answered may or may not have been booked.
    }
  }
}

async function post(url: string, args: object): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: demoClientId, ...args }),
  })
  return (await response.json()) as Record<string, unknown>
}
