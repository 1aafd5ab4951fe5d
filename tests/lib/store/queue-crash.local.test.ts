import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { localTwilio } from '../../../lib/local/twilio/twilio.ts'
import type { Queue } from '../../../lib/store/queue.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import { listen } from '../../listen.ts'
import { spawnProgram } from './processes/spawn.ts'

const folders: string[] = []
let folder = ''
let file = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'queue-crash-'))
  folders.push(folder)
  file = join(folder, 'queue.db')
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function opened<T>(look: (queue: Queue) => T): T {
  const queue = openQueue({ file, clock: systemClock })
  const seen = look(queue)
  queue.close()
  return seen
}

test('killed at random moments, the file is sound and holds all that was acknowledged', async () => {
  let acknowledged = -1
  for (let kill = 0; kill < 20; kill++) {
    const writer = spawnProgram('write', [file, String(acknowledged + 1)])
    await writer.says('')
    await sleep(randomInt(0, 40))
    await writer.kill()
    acknowledged = Math.max(acknowledged, ...writer.lines.map(Number))
    const db = new Database(file)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  }
  const queue = openQueue({ file, clock: systemClock })
  const all = acknowledged + 1
  const pending = new Set(queue.pending.list(all + 99).map((o) => o.payload['id']))
  const messages = new Set((await queue.outbox.open(all + 99)).map((m) => m.id))
  const lost: number[] = []
  for (let i = 0; i < all; i++) {
    const query = { clientId: 'client', requestKey: `round-${i}` }
    const claim = await queue.claims.find(query, deadlineIn(systemClock, 1_000))
    if (!claim || !pending.has(`round-${i}`) || !messages.has(`round-${i}`)) lost.push(i)
  }
  queue.close()
  expect(lost).toEqual([])
  expect(all).toBeGreaterThan(20)
})

test('two processes at one file replay everything once and in order, and one takes over from a killed one', async () => {
  const log = join(folder, 'log')
  opened((queue) => {
    for (let i = 0; i < 600; i++) {
      const clientId = `c${i % 3}`
      queue.pending.add({ table: 't', operation: 'insert', payload: { id: i }, clientId })
    }
  })
  const first = spawnProgram('replay', [file, log, '0', '200'])
  await first.says('started')
  while (!lines(log).length) await sleep(5)
  const second = spawnProgram('replay', [file, log])
  await second.ended
  expect(second.lines.at(-1)).toContain('"busy":true')
  await first.kill()
  const before = lines(log).length
  expect(before).toBeLessThan(600)
  const third = spawnProgram('replay', [file, log, '61000'])
  expect(await third.ended).toBe(0)
  expect(opened((queue) => queue.pending.list(9))).toEqual([])
  for (const client of ['c0', 'c1', 'c2']) {
    const ids = lines(log).flatMap((line) =>
      line.startsWith(`${client} `) ? [Number(line.slice(3))] : [],
    )
    // The killed process had not cleared all it had brought: those come again, from there on in order.
    const once = ids.filter((id, i) => ids.indexOf(id) === i)
    expect(once).toEqual(Array.from({ length: 200 }, (_, i) => 3 * i + Number(client.slice(1))))
  }
})

test('killed between sending and recording, no text is lost and none sent twice', async () => {
  const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-for-tests' }
  const twilio = localTwilio(account)
  const server = await listen(twilio.app)
  const leads = Array.from({ length: 12 }, (_, i) => `lead-${i}-${randomUUID()}`)
  const queue = openQueue({ file, clock: systemClock })
  for (const leadId of leads) {
    await queue.outbox.add({
      id: leadId,
      clientId: 'broker',
      content: {
        kind: 'hand_over',
        customer: 'Ann',
        leadId,
        slot: { start: 0, end: 1 },
        zone: 'America/Toronto',
      },
      createdAt: systemClock.now(),
    })
  }
  let ahead = 0
  const run = () =>
    spawnProgram('deliver', [
      file,
      server.url,
      String(ahead),
      account.accountSid,
      account.authToken,
    ])
  // The carrier's clock goes with the processes'.
  const later = async (ms: number) => {
    ahead += ms
    const body = JSON.stringify({ advanceMs: ms })
    await twilio.control.routes.request('/clock', { method: 'POST', body })
  }
  for (let kill = 0; kill < 10; kill++) {
    const sent = twilio.messages().length
    const process = run()
    await process.says('started')
    const waited = sleep(400)
    while (twilio.messages().length === sent && (await Promise.race([waited, sleep(1, 'more')]))) {
      // Until the next text has just arrived.
    }
    await process.kill()
    await later(61_000)
  }
  for (let i = 0; i < 4; i++) {
    expect(await run().ended).toBe(0)
    await later(61_000)
  }
  expect(await queue.outbox.open(99)).toEqual([])
  queue.close()
  await server.close()
  const texted = twilio.messages().map(({ body }) => /lead-\d+-\S+/.exec(body)?.[0] ?? '')
  expect(texted.sort()).toEqual([...leads].sort())
})

function lines(log: string): string[] {
  try {
    return readFileSync(log, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
