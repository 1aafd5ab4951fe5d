// The service's entry: plain JavaScript, so that an older Node gets a sentence instead of a syntax error.
import { enableCompileCache } from 'node:module'

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 26) {
  console.error(
    `The calendar service needs Node 26; this is ${process.version}. Run it by \`npm start\`, which brings its own.`,
  )
  process.exit(1)
}
enableCompileCache()
await import('./run.ts')
