import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The Node that Functions run (`nodejs:22`), pinned among the development packages; Linux x64 only. */
export function functionsNode(root: string): string | undefined {
  const node = join(root, 'node_modules', 'node22', 'bin', 'node')
  return existsSync(node) ? node : undefined
}

const script = `
  const started = performance.now()
  const { main } = require(process.argv[1])
  const ms = performance.now() - started
  if (typeof main !== 'function') throw new Error('exports no main')
  process.stdout.write(String(ms))
  process.exit(0)
`

/** Loads a bundle as a cold start does. Milliseconds of the quickest of five, or what it printed or threw. */
export function load(node: string, file: string): { ms: number } | { problem: string } {
  let ms = Infinity
  for (let round = 0; round < 5; round++) {
    const { status, stdout, stderr } = spawnSync(node, ['-e', script, file], {
      env: { PATH: '/usr/bin:/bin', NODE_ENV: 'production' },
      encoding: 'utf8',
    })
    if (status !== 0 || stderr !== '') {
      return {
        problem: (stderr || `ended with ${status}`).trim().split('\n').slice(0, 5).join('\n'),
      }
    }
    ms = Math.min(ms, Number(stdout))
  }
  return { ms }
}

/** The version a Node says it is. */
export function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
}
