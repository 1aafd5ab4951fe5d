// Started as a process of its own by the tests here: holds a local database until it is told to stop.
import { startDatabase, type LocalDatabaseOptions } from '../../../lib/local/database.ts'

const database = await startDatabase(JSON.parse(process.argv[2] ?? '') as LocalDatabaseOptions)
const { way, socketPath, serviceKey } = database
console.log(JSON.stringify({ way, socketPath, serviceKey }))
process.once('SIGTERM', () => {
  void database.stop().then(() => process.exit(0))
})
setInterval(() => undefined, 60_000)
