import { afterAll, beforeAll, expect, test } from 'vitest'
import { bookingProcesses } from '../lib/booking/processes/booking-processes.ts'
import { startNumber } from '../lib/booking/processes/half-hours.ts'

const rounds = 100
const callers = 50
type World = Awaited<ReturnType<typeof bookingProcesses>>
type BookingProcess = Awaited<ReturnType<World['start']>>
let world: World
let processes: BookingProcess[]

beforeAll(async () => {
  world = await bookingProcesses()
  processes = await Promise.all([world.start(), world.start()])
})
afterAll(async () => {
  await Promise.all(processes.map((process) => process.kill()))
  await world.end()
})

/** Fifty callers want one half hour, or overlapping ones, through these processes. */
async function race(round: number, through: BookingProcess[]) {
  const before = world.standing().length
  const asked = Array.from({ length: callers }, (_, i) => {
    const start = startNumber(round * 2) + (round % 2 ? (i % 2) * 15 * 60_000 : 0)
    const process = through[i % through.length] as BookingProcess
    return process.book({ call: `call_${round}_${i}`, start })
  })
  const outcomes = await Promise.all(asked)
  return {
    booked: outcomes.filter((outcome) => outcome === 'booked').length,
    refused: outcomes.filter((outcome) => outcome === 'not_booked').length,
    events: world.standing().length - before,
  }
}

const oneWinner = { booked: 1, refused: callers - 1, events: 1 }

test(`${rounds} rounds of ${callers} callers for one time give one event each, in one process`, async () => {
  for (let round = 0; round < rounds; round++) {
    expect(await race(round, processes.slice(0, 1)), `round ${round}`).toEqual(oneWinner)
  }
})

test(`${rounds} rounds of ${callers} callers for one time give one event each, over two processes`, async () => {
  for (let round = rounds; round < 2 * rounds; round++) {
    expect(await race(round, processes), `round ${round}`).toEqual(oneWinner)
  }
})

test('so they do, and the winner is told, when Google’s answers to the insert are lost', async () => {
  world.control.inject({ on: 'events.insert', kind: 'lost', times: 0 })
  for (let round = 2 * rounds; round < 2 * rounds + 10; round++) {
    expect(await race(round, processes), `round ${round}`).toEqual(oneWinner)
  }
  world.control.clear()
})
