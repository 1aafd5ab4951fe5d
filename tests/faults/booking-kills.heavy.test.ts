import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Booking } from '../../lib/booking/booking.ts'
import type { Fault } from '../../lib/local/control.ts'
import { bookingProcesses, startNumber } from '../lib/booking/processes/booking-processes.ts'

const seed = Number(process.env['FAULT_SEED'] ?? Date.now() % 2 ** 31)
const kills = Number(process.env['FAULT_KILLS'] ?? 200)
const roundMs = 40_000
let world: Awaited<ReturnType<typeof bookingProcesses>>

beforeAll(async () => {
  world = await bookingProcesses()
})
afterAll(() => world.end())

/** The same numbers for the same seed (mulberry32, public domain). */
let state = seed
function random(below: number): number {
  state = (state + 0x6d2b79f5) | 0
  let t = Math.imul(state ^ (state >>> 15), 1 | state)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) % below
}

const faults: Fault[] = [
  { on: 'events.insert', kind: 'lost' },
  { on: 'events.insert', kind: 'late', ms: 1500 },
  { on: 'events.insert', kind: 'late', ms: roundMs + 10_000 },
  { on: 'events.insert', kind: 'slow', ms: 30 },
  { on: 'events.patch', kind: 'lost' },
  { on: '*', kind: 'slow', ms: 20 },
  { on: '*', kind: 'reset' },
  { on: 'freebusy.query', kind: 'status', status: 403, reason: 'forbidden' },
]

type Asked = { call: string; start: number; outcome?: string | undefined }

/** Several leads at once, one of whom changes their mind; the process dies at a random moment of it. */
async function round(number: number, asked: Asked[]): Promise<void> {
  const process = await world.start(number * roundMs)
  const book = async (call: string, n: number) => {
    const one: Asked = { call, start: startNumber(n) }
    asked.push(one)
    one.outcome = await process.book(one)
  }
  if (random(2)) world.control.inject(faults[random(faults.length)] as Fault)
  const touched = world.touched()
  const working = [
    process.settle(),
    book(`call_${number}_a`, number * 4),
    book(`call_${number}_b`, number * 4 + random(2)),
    book(`call_${number}_c`, number * 4 + 2).then(() =>
      book(`call_${number}_c`, number * 4 + 2 + random(2)),
    ),
  ]
  await Promise.race([touched, wait(2000)])
  await wait(random(150))
  await process.kill()
  await Promise.all(working)
}

test(`${kills} kills at random moments lose nobody and double nothing (FAULT_SEED=${seed} FAULT_KILLS=${kills})`, async () => {
  process.stdout.write(`FAULT_SEED=${seed} FAULT_KILLS=${kills}\n`)
  const asked: Asked[] = []
  for (let number = 0; number < kills; number++) await round(number, asked)
  world.control.clear()
  for (let more = 0, waiting = 1; waiting > 0 || more < 6; more++) {
    const process = await world.start((kills + more) * roundMs)
    waiting = (await process.settle()) ?? 1
    await process.kill()
    expect(more).toBeLessThan(30)
  }
  expect(await judge(asked)).toEqual([])
}, 1_200_000)

/** What is wrong with the end: each lead in the calendar once or with the broker once, and the records agree. */
async function judge(asked: Asked[]): Promise<string[]> {
  const wrong: string[] = []
  const queue = world.openQueue()
  const texts = (await queue.outbox.open(10_000)).filter((m) => m.content.kind === 'hand_over')
  queue.close()
  const file = new Sqlite(world.file, { readonly: true })
  const rows = file
    .prepare<[], { booking: string }>('SELECT booking FROM claims')
    .all()
    .map(({ booking }) => JSON.parse(booking) as Booking)
  const integrity = file.pragma('integrity_check', { simple: true })
  file.close()
  if (integrity !== 'ok') wrong.push(`the database says ${String(integrity)}`)
  const events = world.standing()
  const startOf = (event: (typeof events)[number]) => Date.parse(event.start.dateTime ?? '')
  const eventsOf = (call: string) =>
    events.filter((event) => event.extendedProperties?.private?.['callId'] === call)
  for (const row of rows) {
    const own = eventsOf(row.callId ?? '')
    const ofRow = texts.filter((text) => text.bookingId === row.id)
    const isBooked = row.state === 'booked'
    if (isBooked && own.length !== 1) wrong.push(`${row.callId} booked, ${own.length} events`)
    if (isBooked && ofRow.length > 0) wrong.push(`${row.callId} booked and texted`)
    if (row.state === 'handed_over' && (own.length > 0 || ofRow.length !== 1))
      wrong.push(`${row.callId} handed over, ${own.length} events, ${ofRow.length} texts`)
    if (!['booked', 'handed_over', 'released'].includes(row.state))
      wrong.push(`${row.callId} ends ${row.state}`)
  }
  if (new Set(events.map(startOf)).size < events.length) wrong.push('two events at one time')
  for (const call of new Set(asked.map((one) => one.call))) {
    const ofCall = asked.filter((one) => one.call === call)
    const last = ofCall.findLast((one) => one.outcome === 'booked' || one.outcome === 'handed_over')
    const later = last ? ofCall.slice(ofCall.indexOf(last)) : []
    const row = rows.find((one) => one.callId === call && one.state !== 'released')
    const isKept = later.some((one) => row?.slot.start === one.start)
    if (last && !isKept) wrong.push(`${call} heard ${last.outcome} and is not kept`)
  }
  process.stdout.write(
    `${asked.length} requests, ${asked.filter((one) => one.outcome).length} answered, ${events.length} events, ${texts.length} texts\n`,
  )
  return wrong
}
