import { afterEach, beforeEach, expect, test } from 'vitest'
import { SettingsError } from '../../../lib/availability/settings.ts'
import { turnedClock, type TurnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { cachedClients } from '../../../lib/store/clients.ts'
import type { Mirror } from '../../../lib/store/queue.ts'
import { supabase } from '../../../lib/store/supabase.ts'
import { json, restSocket, type RestSocket } from './rest-socket.ts'

const id = '00000000-0000-4000-8000-00000000000a'
const row = (more: object = {}) => ({
  id,
  email: 'broker@broker.example',
  business_phone: null,
  personal_phone: null,
  timezone: 'America/Toronto',
  google_calendar_id: 'primary',
  booking_enabled: true,
  google_status: 'connected',
  invite_customer: false,
  add_meet: false,
  ...more,
})

let socket: RestSocket
let clock: TurnedClock
const soon = () => deadlineIn(clock, 3000)

beforeEach(async () => {
  socket = await restSocket()
  clock = turnedClock(1_000_000)
  socket.answer = json(200, [row()])
})
afterEach(() => socket.stop())

const store = (mirror?: Mirror) =>
  cachedClients({
    db: supabase({ url: socket.url, serviceKey: 'key' }),
    clock,
    ...(mirror && { mirror }),
  })

function memoryMirror(): Mirror & { rows: Map<string, object> } {
  const rows = new Map<string, object>()
  return {
    rows,
    put: (kind, key, value) => void rows.set(`${kind} ${key}`, value),
    get(kind, key) {
      const found = rows.get(`${kind} ${key}`)
      return found && { row: { ...found }, seenAt: 0 }
    },
    remove: (kind, key) => void rows.delete(`${kind} ${key}`),
  }
}

test('a client is asked for once in five minutes, then again', async () => {
  const clients = store()
  expect(await clients.get(id, soon())).toMatchObject({
    id,
    bookingEnabled: true,
    connection: 'connected',
  })
  clock.set(clock.now() + 239_999)
  await clients.get(id, soon())
  expect(socket.asked).toHaveLength(1)
  socket.answer = json(200, [row({ booking_enabled: false })])
  clock.set(clock.now() + 60_001)
  expect(await clients.get(id, soon())).toMatchObject({ bookingEnabled: false })
})

test('a client in use is read again before five minutes are over, and nobody waits for it', async () => {
  const clients = store()
  await clients.get(id, soon())
  clock.set(clock.now() + 240_000)
  socket.answer = json(200, [row({ booking_enabled: false })])
  expect(await clients.get(id, soon())).toMatchObject({ bookingEnabled: true })
  await expect.poll(() => clients.get(id, soon())).toMatchObject({ bookingEnabled: false })
  expect(socket.asked).toHaveLength(2)
})

test('whoever asks at the same time shares one request', async () => {
  const clients = store()
  await Promise.all(Array.from({ length: 20 }, () => clients.get(id, soon())))
  expect(socket.asked).toHaveLength(1)
})

test('a caller whose time is up does not wait for the others', async () => {
  const clients = store()
  const arrived = new Promise<void>((resolve) => {
    socket.answer = () => resolve()
  })
  const patient = clients.get(id, soon()).catch((error: unknown) => error)
  await arrived
  const hurried = clients.get(id, deadlineIn(clock, 100)).catch((error: unknown) => error)
  await clock.advance(100)
  expect(await hurried).toMatchObject({ vendor: 'supabase', kind: 'timeout' })
  await clock.advance(3000)
  expect(await patient).toMatchObject({ kind: 'timeout' })
})

test('a client who is not there is asked for again each time', async () => {
  const clients = store()
  socket.answer = json(200, [])
  expect(await clients.get(id, soon())).toBeUndefined()
  socket.answer = json(200, [row()])
  expect(await clients.get(id, soon())).toMatchObject({ id })
})

test('an old row is better than none while Supabase is down, and is not waited for long', async () => {
  const clients = store()
  await clients.get(id, soon())
  clock.set(clock.now() + 3_600_000)
  const arrived = new Promise<void>((resolve) => {
    socket.answer = () => resolve()
  })
  const waiting = clients.get(id, soon())
  await arrived
  await clock.advance(700)
  expect(await waiting).toMatchObject({ id })
  // Only the first waits: the time stands still for the next.
  expect(await clients.get(id, soon())).toMatchObject({ id })
  await clock.advance(3000)
})

test('a refusal is no outage: it is not answered from memory', async () => {
  const clients = store()
  await clients.get(id, soon())
  clock.set(clock.now() + 3_600_000)
  socket.answer = json(401, { code: 'PGRST301' })
  await expect(clients.get(id, soon())).rejects.toMatchObject({ kind: 'unauthorized' })
})

test('the mirror serves after a restart during an outage, and forgets who is gone', async () => {
  const mirror = memoryMirror()
  await store(mirror).get(id, soon())
  socket.answer = json(503, { code: 'PGRST002' })
  expect(await store(mirror).get(id, soon())).toMatchObject({ id, bookingEnabled: true })
  socket.answer = json(200, [])
  expect(await store(mirror).get(id, soon())).toBeUndefined()
  expect(mirror.rows.size).toBe(0)
})

test('a forgotten client is asked for anew', async () => {
  const clients = store()
  await clients.get(id, soon())
  clients.forget(id)
  await clients.get(id, soon())
  expect(socket.asked).toHaveLength(2)
})

test('settings that cannot be used are an error of their own', async () => {
  socket.answer = json(200, [row({ timezone: 'Mars/Phobos' })])
  await expect(store().get(id, soon())).rejects.toBeInstanceOf(SettingsError)
})

test('public holidays of the client’s place are closed dates, when they name one', async () => {
  clock.set(Date.parse('2026-11-23T15:00:00Z'))
  const closed = async () =>
    [...((await store().get(id, soon()))?.settings.closedDates ?? [])].sort()
  expect(await closed()).toEqual([])
  socket.answer = json(200, [row({ holiday_country: 'CA', holiday_region: 'ON' })])
  expect(await closed()).toEqual(expect.arrayContaining(['2026-12-25', '2027-07-01', '2028-05-22']))
})
