import Database from 'better-sqlite3'

/** An open SQLite database. */
export type Sqlite = Database.Database

/** How long a process waits for another one that holds the file. */
const patienceMs = 5_000

/**
 * Opens a database file whose every commit is on the disk before it returns, and asserts so.
 * `steps` bring an older file up to date: each runs once, in one transaction, in its order.
 * Throws when the file cannot be made durable, or was written by a newer release.
 */
export function openSqlite(file: string, steps: readonly string[]): Sqlite {
  const db = new Database(file, { timeout: patienceMs })
  try {
    switchToWal(db)
    settle(db)
    upgrade(db, steps)
  } catch (error) {
    db.close()
    throw error
  }
  return db
}

/**
 * SQLite's own waiting does not cover this switch: two processes that open a new file at once (a
 * cluster's first start) would see one fail with SQLITE_BUSY. So it is tried again until the other is done.
 */
function switchToWal(db: Sqlite): void {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let waitedMs = 0; ; waitedMs += 10) {
    try {
      db.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || waitedMs >= patienceMs) throw error
      Atomics.wait(pause, 0, 0, 10)
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY'
}

/** Switching to WAL lowers `synchronous` to NORMAL in better-sqlite3, so FULL comes after it. */
function settle(db: Sqlite): void {
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
