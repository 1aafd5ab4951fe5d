import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import type { Queue } from '../lib/store/queue.ts'
import { openQueue } from '../lib/store/sqlite-queue.ts'

const name = 'queue.sqlite'

/** The queue file of a data folder, made when absent. Throws naming the folder. */
export function queueIn(folder: string): Queue {
  try {
    return openQueue({ file: join(folder, name), clock: systemClock })
  } catch (cause) {
    const why = (cause as Error).message
    throw new Error(`The queue in ${folder} cannot be opened: ${why}`, { cause })
  }
}

/** The queue of DATA_DIR, beside a running service or without one; undefined when there is none. Throws as `queueIn`. */
export function existingQueue(): Queue | undefined {
  const { DATA_DIR } = config()
  return existsSync(join(DATA_DIR, name)) ? queueIn(DATA_DIR) : undefined
}

/** The same for a command that does nothing else: where the file cannot be opened it ends with the reason (exit status 1). */
export function existingQueueOrEnd(): Queue | undefined {
  try {
    return existingQueue()
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
