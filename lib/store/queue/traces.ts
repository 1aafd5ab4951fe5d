import type { Trace, Traces } from '../../trace/trace.ts'
import { immediately, type Sqlite } from '../sqlite.ts'

/** About 150 MB; a busy machine keeps the newest. */
const mostTraces = 200_000

/** The traces of an open queue file. */
export function sqliteTraces(db: Sqlite, most = mostTraces): Traces {
  const put = db.prepare<[string, number, string]>(
    'INSERT OR REPLACE INTO traces (request_id, at, trace) VALUES (?, ?, ?)',
  )
  const bound = db.prepare<[number]>(
    'DELETE FROM traces WHERE rowid <= (SELECT max(rowid) FROM traces) - ?',
  )
  const get = db.prepare<[string], { trace: string }>(
    'SELECT trace FROM traces WHERE request_id = ?',
  )
  const putAll = immediately(db, (traces: readonly Trace[]) => {
    for (const trace of traces) put.run(trace.requestId, trace.at, JSON.stringify(trace))
    bound.run(most)
  })
  return {
    put(traces) {
      // A trace may be lost with the power: callers must not wait for the disk because of it. What is
      // durable is written under FULL, before and after.
      db.pragma('synchronous = NORMAL')
      try {
        putAll(traces)
      } finally {
        db.pragma('synchronous = FULL')
      }
    },
    get(requestId) {
      const found = get.get(requestId)
      // Only `put` above writes the column.
      return found && (JSON.parse(found.trace) as Trace)
    },
  }
}
