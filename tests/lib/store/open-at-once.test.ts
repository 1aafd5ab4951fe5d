import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import type { Opening } from './opening-thread.ts'

test('a new queue file may be opened by several processes at the same moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'queue-'))
  const files = Array.from({ length: 100 }, (_, i) => join(folder, `${i}.db`))
  const gates = new Int32Array(new SharedArrayBuffer(4 * files.length))
  const workerData: Opening = { files, gates, threads: 3 }
  const program = new URL('./opening-thread.ts', import.meta.url)
  const threads = Array.from({ length: 3 }, () => new Worker(program, { workerData }))
  onTestFinished(async () => {
    for (const thread of threads) await thread.terminate()
    rmSync(folder, { recursive: true })
  })
  const ends = await Promise.all(threads.map((thread) => once(thread, 'exit')))
  expect(ends).toEqual([[0], [0], [0]])
}, 120_000)
