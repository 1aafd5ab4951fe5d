// Runs events through built bundles, one a line: node runner.cjs PACKAGE_FOLDER
const { createInterface } = require('node:readline')
const { join } = require('node:path')

const loaded = {}
void (async () => {
  for await (const line of createInterface({ input: process.stdin })) {
    const { name, event } = JSON.parse(line)
    loaded[name] ??= require(join(process.argv[2], name, 'index.js'))
    const result = await loaded[name].main(event, {})
    process.stdout.write(`RESULT ${JSON.stringify(result)}\n`)
  }
})()
