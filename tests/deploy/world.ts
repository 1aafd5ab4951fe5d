// The vendors' stand-ins and a real database, in a process of their own: node world.ts FOLDER PORT SERVICE_URL
// Writes FOLDER/world.env when everything answers; ends on SIGTERM.
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startWorld } from '../../lib/local/world.ts'

const [folder = '', port = '', serviceUrl = ''] = process.argv.slice(2)
const world = await startWorld({ dataDir: folder, firstPort: Number(port), serviceUrl })
const lines = Object.entries(world.env).map(([name, value]) => `${name}=${value}\n`)
writeFileSync(join(folder, 'new.env'), lines.join(''), { mode: 0o600 })
renameSync(join(folder, 'new.env'), join(folder, 'world.env'))
process.once('SIGTERM', () => void world.stop().then(() => process.exit(0)))
