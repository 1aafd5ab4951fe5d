import type { Mirror } from '../queue.ts'
import type { Sqlite } from '../sqlite.ts'

/** The mirror of an open queue file. */
export function sqliteMirror(db: Sqlite): Mirror {
  const put = db.prepare<[string, string, string, number]>(
    `INSERT INTO mirror (kind, id, row, seen_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET row = excluded.row, seen_at = excluded.seen_at
     WHERE excluded.seen_at >= mirror.seen_at AND excluded.row <> mirror.row`,
  )
  const get = db.prepare<[string, string], { row: string; seen_at: number }>(
    'SELECT row, seen_at FROM mirror WHERE kind = ? AND id = ?',
  )
  const remove = db.prepare<[string, string]>('DELETE FROM mirror WHERE kind = ? AND id = ?')
  return {
    put: (kind, id, row, seenAt) => void put.run(kind, id, JSON.stringify(row), seenAt),
    get(kind, id) {
      const found = get.get(kind, id)
      return (
        found && { row: JSON.parse(found.row) as Record<string, unknown>, seenAt: found.seen_at }
      )
    },
    remove: (kind, id) => void remove.run(kind, id),
  }
}
