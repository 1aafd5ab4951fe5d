import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn, type Deadline } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { answers } from '../../../lib/store/reachability.ts'
import { supabase, type Supabase } from '../../../lib/store/supabase.ts'
import { json, restSocket, type RestSocket } from './rest-socket.ts'

let socket: RestSocket
let db: Supabase
const clock = turnedClock(0)
const soon = () => deadlineIn(clock, 1000)

beforeEach(async () => {
  socket = await restSocket()
  db = supabase({ url: socket.url, serviceKey: 'key' })
})
afterEach(() => socket.stop())

const read = (deadline: Deadline) =>
  db.from('clients').select('id').abortSignal(deadline.signal).throwOnError()
const write = (deadline: Deadline) =>
  db
    .from('client_agents')
    .insert({ agent: 'a', client_id: 'c' })
    .abortSignal(deadline.signal)
    .throwOnError()

async function failureOf(asked: PromiseLike<unknown>): Promise<VendorFailure> {
  try {
    await asked
  } catch (error) {
    if (error instanceof VendorFailure) return error
    throw error
  }
  throw new Error('nothing failed')
}

describe('what a refusal means', () => {
  test.each([
    [503, { code: 'PGRST002' }, { kind: 'unreachable', code: 'PGRST002', mayHaveHappened: false }],
    [504, { code: 'PGRST003' }, { kind: 'unreachable', code: 'PGRST003', mayHaveHappened: false }],
    [500, { code: '57P01' }, { kind: 'unreachable', code: '57P01', mayHaveHappened: true }],
    [503, { code: '53300' }, { kind: 'unreachable', code: '53300', mayHaveHappened: false }],
    [502, 'Bad gateway', { kind: 'unreachable', code: '502', mayHaveHappened: true }],
    [521, 'Web server is down', { kind: 'unreachable', code: '521', mayHaveHappened: true }],
    [540, 'Project paused', { kind: 'unreachable', code: '540', mayHaveHappened: true }],
    [500, { code: '57014' }, { kind: 'timeout', code: '57014', mayHaveHappened: false }],
    [500, { code: '40P01' }, { kind: 'server', code: '40P01', mayHaveHappened: false }],
    [500, 'oops', { kind: 'server', code: '500', mayHaveHappened: true }],
    [409, { code: '23505' }, { kind: 'conflict', code: '23505', mayHaveHappened: false }],
    [400, { code: '23P01' }, { kind: 'conflict', code: '23P01', mayHaveHappened: false }],
    [409, { code: '23503' }, { kind: 'refused', code: '23503', mayHaveHappened: false }],
    [400, { code: '22P02' }, { kind: 'refused', code: '22P02', mayHaveHappened: false }],
    [400, { code: '23514' }, { kind: 'refused', code: '23514', mayHaveHappened: false }],
    [401, { code: 'PGRST301' }, { kind: 'unauthorized', code: 'PGRST301', mayHaveHappened: false }],
    [403, { code: '42501' }, { kind: 'unauthorized', code: '42501', mayHaveHappened: false }],
    [404, { code: 'PGRST202' }, { kind: 'not_found', code: 'PGRST202', mayHaveHappened: false }],
  ])('%i %j is %j', async (status, body, meaning) => {
    socket.answer = json(status, body)
    for (const ask of [read, write]) expect(await failureOf(ask(soon()))).toMatchObject(meaning)
  })

  test('a limit says when to come back', async () => {
    socket.answer = json(429, { message: 'slow down' }, { 'retry-after': '7' })
    expect(await failureOf(read(soon()))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 7000,
    })
  })

  test('the vendor’s message, which may quote a row, is not kept', async () => {
    const message = 'duplicate key (email)=(ada@secret.example)'
    socket.answer = json(409, { code: '23505', message, details: message })
    const failure = await failureOf(write(soon()))
    expect(JSON.stringify([failure, failure.message, failure.cause])).not.toContain('secret')
  })
})

describe('what silence means', () => {
  test('a socket where nobody listens was never reached, and is tried once', async () => {
    await socket.stop()
    expect(await failureOf(write(soon()))).toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: false,
    })
    socket = await restSocket()
  })

  test('a connection cut before or within the answer may have had an effect', async () => {
    socket.answer = (request) => request.socket.destroy()
    expect(await failureOf(write(soon()))).toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: true,
    })
    socket.answer = (_, response) => {
      response.writeHead(201, { 'content-length': '100' })
      response.write('[{"agent"', () => response.destroy())
    }
    expect(await failureOf(write(soon()))).toMatchObject({
      kind: 'unreachable',
      mayHaveHappened: true,
    })
  })

  test('no answer by the deadline is a timeout', async () => {
    const arrived = new Promise<void>((resolve) => {
      socket.answer = () => resolve()
    })
    const failure = failureOf(write(soon()))
    await arrived
    await clock.advance(1000)
    expect(await failure).toMatchObject({ kind: 'timeout', mayHaveHappened: true })
  })

  test('a redirect is not followed', async () => {
    socket.answer = json(307, {}, { location: 'http://127.0.0.1:9/' })
    expect((await failureOf(read(soon()))).vendor).toBe('supabase')
  })
})

describe('the client', () => {
  test('asks once, whatever comes back', async () => {
    socket.answer = json(503, { code: 'PGRST002' })
    await failureOf(read(soon()))
    expect(socket.asked).toEqual(['GET /clients?select=id'])
  })

  test('refuses a request without a deadline', async () => {
    await expect(async () => await db.from('clients').select('id').throwOnError()).rejects.toThrow(
      'no deadline',
    )
    expect(socket.asked).toEqual([])
  })

  test('says whether Supabase answers', async () => {
    expect(await answers(db, soon())).toBe(true)
    socket.answer = json(503, { code: 'PGRST002' })
    expect(await answers(db, soon())).toBe(false)
  })

  test('carries the service key', async () => {
    const keys: unknown[] = []
    socket.answer = (request, response) => {
      keys.push(request.headers.authorization, request.headers['apikey'])
      response.end('[]')
    }
    await read(soon())
    expect(keys).toEqual(['Bearer key', 'key'])
  })
})
