// What PM2 starts: the release this file lies in, with that release's commit. PM2 knows only the link
// `current`; were the commit read by that link too, a switch between the two could mix two releases.
import { join } from 'node:path'

process.loadEnvFile(join(import.meta.dirname, '..', '..', 'release.env'))
await import('../start.js')
