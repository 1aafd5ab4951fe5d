import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '../../../lib/clock.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'
import { clientId } from '../clients.ts'
import { compared, percentile, type Figure } from '../figures.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** Checks at 80 ms to Google while what waited through an outage goes to Supabase, against the same without. */
export async function measureReplay(world: World, rows: number): Promise<Figure[]> {
  await warmUp(world)
  await world.upstream({ googleMs: 80, supabaseMs: 0 })
  const queue = openQueue({ file: join(world.folder, 'queue.sqlite'), clock: systemClock })
  world.first(true)
  const without = await checks(world, 500)
  const durations: number[] = []
  const during: number[] = []
  for (let i = 0; i < rows; i++) queue.pending.add(failureLog(i))
  while (queue.size().pending > 0) {
    const begun = performance.now()
    const replayed = cycle(world)
    during.push(...(await checks(world, 100)))
    await replayed
    durations.push(performance.now() - begun)
  }
  world.first(false)
  queue.close()
  const seconds = durations.reduce((a, b) => a + b, 0) / 1000
  const name = `p99 while ${rows.toLocaleString('en')} queued rows are replayed (${seconds.toFixed(0)} s), against without`
  const p99 = { service: percentile(during, 0.99), floor: percentile(without, 0.99), most: 1.5 }
  return [compared(name, p99)]
}

async function checks(world: World, count: number): Promise<number[]> {
  const [outcome] = await world.load({ aims: [check(world.service)], rate: 50, count })
  return outcome?.times ?? []
}

async function cycle(world: World): Promise<void> {
  await fetch(`http://127.0.0.1:${world.service.port}/run-cycle`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.secret}` },
  })
}

function failureLog(i: number) {
  const payload = { id: randomUUID(), error_type: 'google_api', error_message: 'google: timeout' }
  const client = clientId(i)
  return {
    table: 'failure_logs',
    operation: 'insert' as const,
    clientId: client,
    payload: { ...payload, client_id: client },
  }
}
