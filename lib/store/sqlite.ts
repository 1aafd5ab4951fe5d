import Database from 'better-sqlite3'

/** An open SQLite database. */
export type Sqlite = Database.Database

/**
 * Opens a database file whose every commit is on the disk before it returns, and asserts so.
 * `steps` bring an older file up to date: each runs once, in one transaction, in its order.
 * Throws when the file cannot be made durable, or was written by a newer release.
 */
export function openSqlite(file: string, steps: readonly string[]): Sqlite {
  const db = new Database(file, { timeout: 5_000 })
  try {
    settle(db)
    upgrade(db, steps)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/** Switching to WAL lowers `synchronous` to NORMAL in better-sqlite3, so FULL comes after it. */
function settle(db: Sqlite): void {
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // Erased rows are overwritten, not only unlinked.
  db.pragma('secure_delete = ON')
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') {
    throw new Error('The queue needs SQLite in WAL mode; its folder does not allow that.')
  }
  if (db.pragma('synchronous', { simple: true }) !== 2) {
    throw new Error('The queue needs synchronous=FULL, and SQLite did not take it.')
  }
}

function upgrade(db: Sqlite, steps: readonly string[]): void {
  const run = db.transaction(() => {
    const done = db.pragma('user_version', { simple: true }) as number
    if (done > steps.length) {
      throw new Error('The queue file was written by a newer release; start that one.')
    }
    for (const step of steps.slice(done)) db.exec(step)
    db.pragma(`user_version = ${steps.length}`)
  })
  run.immediate()
}

/** A write as one BEGIN IMMEDIATE: no other process comes between its reads and its writes. */
export function immediately<A extends unknown[], R>(
  db: Sqlite,
  run: (...args: A) => R,
): (...args: A) => R {
  const transaction = db.transaction(run)
  return (...args) => transaction.immediate(...args)
}
