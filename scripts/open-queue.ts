import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import type { Queue } from '../lib/store/queue.ts'
import { openQueue } from '../lib/store/sqlite-queue.ts'

/** The queue file of DATA_DIR, beside a running service or without one; undefined when there is none. */
export function existingQueue(): Queue | undefined {
  const file = join(config().DATA_DIR, 'queue.sqlite')
  return existsSync(file) ? openQueue({ file, clock: systemClock }) : undefined
}
