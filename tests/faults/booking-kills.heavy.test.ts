import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startNumber } from '../lib/booking/processes/half-hours.ts'
import { judgeLeads, type Asked } from './kills/judge-leads.ts'
import { judgeRecords } from './kills/judge-records.ts'
import { plans, roundMs, type Ask, type Plan } from './kills/plan.ts'
import { recordsOf, waiting } from './kills/records.ts'
import { brokers, killWorld, type KillWorld } from './kills/world.ts'

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 2 ** 31)
const kills = Number(process.env['FAULT_KILLS'] ?? 200)
/** Once nobody is killed any more, the clocks turn faster: few texts go to one phone at a time. */
const laterMs = 120_000
let world: KillWorld

beforeAll(async () => {
  world = await killWorld()
  // Only a process that ends by itself leaves what it compiled to the next ones.
  const first = await world.start(0)
  await first.cycle()
  await first.end()
})
afterAll(() => world.end())

const asked: Asked[] = []
const failed: string[] = []
const deaths = new Map<string, number>()

/** Several leads at once while the cycle works; the process dies at a planned moment of it. */
async function round({ number, faults, death, lines }: Plan): Promise<void> {
  const process = await world.start(number * roundMs)
  for (const { vendor, fault } of faults) world.controls[vendor].inject(fault)
  const book = async (ask: Ask) => {
    const one = wantedBy(ask)
    asked.push(one)
    const { outcome, start } = await process.book(one)
    Object.assign(one, { outcome, heard: start })
  }
  const dying = momentOf(death)
  const working = Promise.all([
    process.cycle().then((steps) => failed.push(...steps)),
    ...lines.map(async (line) => {
      for (const ask of line) await book(ask)
    }),
  ])
  const moment = await Promise.race([dying, working.then(() => 'all was done')])
  deaths.set(moment, (deaths.get(moment) ?? 0) + 1)
  await wait(death.afterMs)
  await process.kill()
  await working
  for (const control of Object.values(world.controls)) control.clear()
}

function wantedBy({ call, slot, again }: Ask): Asked {
  const before = asked.filter((one) => one.call === call)
  const latest = before.at(-1)
  if (again && latest) {
    const { clientId, key, start } = latest
    return { clientId, call, key, start }
  }
  // Each round's leads are of the other broker; who calls back is known from before.
  const clientId = latest?.clientId ?? brokers[Number(call.split('_')[1]) % 2]?.id ?? ''
  return { clientId, call, key: `${call}_${before.length}`, start: startNumber(slot) }
}

/** Resolves when the moment has come, with what a vendor is being asked then. */
function momentOf({ at, nth, latest }: Plan['death']): Promise<string> {
  let [times, all] = [0, 0]
  return new Promise((resolve) => {
    world.listenTo((operation) => {
      if (operation === at) times++
      if (times === nth || ++all === latest) resolve(operation)
    })
  })
}

test(`${kills} kills at random moments lose nobody and double nothing (FAULT_SEED=${seed} FAULT_KILLS=${kills})`, async () => {
  process.stdout.write(`FAULT_SEED=${seed} FAULT_KILLS=${kills}\n`)
  for (const plan of plans(seed, kills)) await round(plan)
  let at = kills * roundMs
  for (let more = 0; more < 6 || (more < 60 && waiting(world) > 0); more++) {
    const process = await world.start((at += laterMs))
    failed.push(...(await process.cycle()))
    await process.kill()
  }
  const records = await recordsOf(world)
  const { events, texts, queued, replayed, rows } = records
  const answered = asked.filter(({ outcome }) => outcome).length
  process.stdout.write(
    `${asked.length} requests, ${answered} answered, ${rows.length} rows, ${events.length} events, ` +
      `${texts.length} texts, ${queued.length} operations queued, ${replayed.length} replayed; ` +
      `died at ${JSON.stringify(Object.fromEntries(deaths))}\n`,
  )
  expect([...failed, ...judgeRecords(records, asked), ...judgeLeads(records, asked)]).toEqual([])
}, 1_200_000)
