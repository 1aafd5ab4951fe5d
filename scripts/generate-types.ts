// Writes lib/store/database.types.ts from the database the migrations make: `npm run types:generate`.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { startDatabase } from '../lib/local/database.ts'
import { databaseTypes } from '../lib/local/database-types.ts'

const dataDir = mkdtempSync('/tmp/calendar-types-')
const database = await startDatabase({ dataDir, durable: false })
try {
  writeFileSync('lib/store/database.types.ts', await databaseTypes(database.pool))
} finally {
  await database.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
