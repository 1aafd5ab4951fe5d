import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

type Locked = { gypfile?: boolean; hasInstallScript?: boolean }

it('no install compiles anything: npm 10 builds what has a binding.gyp unless the lockfile says otherwise', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Locked>
  }
  const native = Object.keys(lock.packages).filter(
    (path) => path && existsSync(`${path}/binding.gyp`),
  )
  expect(native).toContain('node_modules/better-sqlite3')
  for (const path of native) expect(lock.packages[path]?.gypfile, path).toBe(false)
})
