import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { systemClock } from '../../../../lib/clock.ts'
import { localControl } from '../../../../lib/local/control.ts'
import { googleStandIn } from '../../../../lib/local/google/stand-in.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'
import { listen } from '../../../listen.ts'
import type { Asked, Told } from './messages.ts'

const scope = 'https://www.googleapis.com/auth/calendar.events'
const account = 'broker@example.com'

/** A booking process under way. */
export type BookingProcess = {
  /** How a request ended; undefined when the process died at it. */
  book(wanted: { call: string; key?: string; start: number }): Promise<Told['outcome']>
  /** How many rows still wait after a round; undefined when the process died at it. */
  settle(): Promise<number | undefined>
  kill(): Promise<void>
}

/** A queue file and a Google of their own, and processes that book over them. */
export async function bookingProcesses() {
  const folder = mkdtempSync(join(tmpdir(), 'booking-'))
  const file = join(folder, 'queue.db')
  let ahead = 0
  const control = localControl(() => systemClock.now() + ahead)
  const google = googleStandIn({ control })
  google.addAccount(account, 'UTC')
  let touch = () => {}
  const watched = new Hono()
  watched.onError((error) => {
    throw error
  })
  watched.all('*', (c) => {
    touch()
    return google.app.fetch(c.req.raw, c.env)
  })
  const server = await listen(watched)

  /** Starts a process whose clock, and Google's, is `shiftMs` ahead; resolves when it is ready. */
  async function start(shiftMs = 0): Promise<BookingProcess> {
    ahead = shiftMs
    const { accessToken } = google.issueTokens(account, [`${scope}.freebusy`, `${scope}.owned`])
    const program = join(import.meta.dirname, 'booking-process.ts')
    const child = fork(program, [file, server.url, accessToken, String(shiftMs)])
    const open = new Map<string, (told: Told | undefined) => void>()
    const ended = once(child, 'exit').then(() => {
      for (const resolve of open.values()) resolve(undefined)
    })
    const told = (id: string) =>
      new Promise<Told | undefined>((resolve) => void open.set(id, resolve))
    child.on('message', (said: Told) => open.get(said.id)?.(said))
    const ask = async (asked: Asked) => {
      if (!child.connected) return undefined
      const answer = told(asked.id)
      child.send(asked)
      return answer
    }
    if (!(await told('ready'))) throw new Error('the process did not start')
    return {
      book: async ({ call, start, key = randomUUID() }) =>
        (await ask({ id: randomUUID(), call, start, key }))?.outcome,
      settle: async () => (await ask({ id: randomUUID(), settle: true }))?.waiting,
      async kill() {
        child.kill('SIGKILL')
        await ended
      },
    }
  }

  return {
    control,
    start,
    /** Resolves when Google is asked something next. */
    touched: () =>
      new Promise<void>((resolve) => {
        touch = resolve
      }),
    /** Events that stand, by call. */
    standing: () => google.events().filter((event) => event.status !== 'cancelled'),
    /** The queue as the next process would find it. */
    openQueue: () => openQueue({ file, clock: systemClock }),
    file,
    async end() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Half-hour starts within opening hours from tomorrow on: number `n` of them. */
export function startNumber(n: number): number {
  const today = Math.floor(systemClock.now() / 86_400_000) * 86_400_000
  return today + (1 + Math.floor(n / 20)) * 86_400_000 + (9 * 60 + (n % 20) * 30) * 60_000
}
