import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Asked, Places, Told, Wanted } from './messages.ts'

/** A booking process under way. */
export type BookingProcess = {
  /** How a request ended; empty when the process died at it. */
  book(wanted: Wanted): Promise<Omit<Told, 'id'>>
  /** The steps of a round that failed; none are known when the process died at it. */
  cycle(): Promise<string[]>
  kill(): Promise<void>
  /** Lets it end by itself. */
  end(): Promise<void>
}

/** Starts one of the programs beside this file; resolves when it is ready. */
export async function startProcess(
  program: string,
  places: Places,
  env: Record<string, string> = {},
): Promise<BookingProcess> {
  const file = join(import.meta.dirname, `${program}.ts`)
  const child = fork(file, [JSON.stringify(places)], { env: { ...process.env, ...env } })
  const open = new Map<string, (told: Told | undefined) => void>()
  const ended = once(child, 'exit').then(() => {
    for (const resolve of open.values()) resolve(undefined)
  })
  const told = (id: string) =>
    new Promise<Told | undefined>((resolve) => void open.set(id, resolve))
  child.on('message', (said: Told) => open.get(said.id)?.(said))
  const ask = async (asked: Asked): Promise<Told | undefined> => {
    if (!child.connected) return undefined
    const answer = told(asked.id)
    child.send(asked)
    return answer
  }
  if (!(await told('ready'))) throw new Error('the process did not start')
  return {
    book: async (book) => (await ask({ id: randomUUID(), book })) ?? {},
    cycle: async () => (await ask({ id: randomUUID(), cycle: true }))?.failed ?? [],
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    async end() {
      child.disconnect()
      await ended
    },
  }
}
