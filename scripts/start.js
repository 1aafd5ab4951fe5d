// The service's entry: plain JavaScript that imports nothing before the check, so that an older Node gets a
// sentence instead of a syntax error or a missing export.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 26) {
  console.error(
    `The calendar service needs Node 26; this is ${process.version}. \`npm ci\` brings one for \`npm start\`; ` +
      'where npm runs no install scripts, `node scripts/link-node.js` puts it in place.',
  )
  process.exit(1)
}
const { enableCompileCache } = await import('node:module')
enableCompileCache()
await import('./run.ts')
