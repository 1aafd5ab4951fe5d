import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { Clock } from '../../../lib/clock.ts'
import type { Queue } from '../../../lib/store/queue.ts'
import { openQueue } from '../../../lib/store/sqlite-queue.ts'

// Memory where there is some: thousands of synced commits would only try the disk's patience.
const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

const opened: { queue: Queue; folder: string }[] = []

afterEach(() => {
  for (const { queue, folder } of opened.splice(0)) {
    queue.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** A queue on a real file of its own, gone after the test. */
export function queueFile(clock: Clock, limitBytes?: number): { queue: Queue; file: string } {
  const folder = mkdtempSync(join(root, 'queue-'))
  const file = join(folder, 'queue.db')
  const queue = openQueue({ file, clock, ...(limitBytes ? { limitBytes } : {}) })
  opened.push({ queue, folder })
  return { queue, file }
}
