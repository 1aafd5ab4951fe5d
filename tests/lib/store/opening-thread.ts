import { workerData } from 'node:worker_threads'
import { queueSteps } from '../../../lib/store/queue/schema.ts'
import { openSqlite } from '../../../lib/store/sqlite.ts'

/** What a thread is told: new files to open, each at the moment all threads stand at its gate. */
export type Opening = { files: readonly string[]; gates: Int32Array; threads: number }

const { files, gates, threads } = workerData as Opening
for (const [i, file] of files.entries()) {
  Atomics.add(gates, i, 1)
  while (Atomics.load(gates, i) < threads);
  openSqlite(file, queueSteps).close()
}
