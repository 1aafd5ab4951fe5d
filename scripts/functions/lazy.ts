import { mkdirSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'

/** Packages a bundle loads on first use: kept beside it, so that a cold start does not read them. */
export type Lazy = {
  plugin: Plugin
  /** Import paths by package, as far as the build came across them. */
  found: Map<string, Set<string>>
}

/** Takes every `import()` of a package out of the bundle it is found in. */
export function lazyPackages(): Lazy {
  const found: Lazy['found'] = new Map()
  const plugin: Plugin = {
    name: 'lazy',
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
        if (kind !== 'dynamic-import' || isBuiltin(path)) return undefined
        const name = packageOf(path)
        found.set(name, (found.get(name) ?? new Set()).add(path))
        return { path: `./lazy/${fileOf(path)}`, external: true }
      })
    },
  }
  return { plugin, found }
}

/**
 * Writes what stands between a bundle and a package's own file: one small file for each import path. All of a
 * package's paths share one file of code, because its classes must be the same ones everywhere.
 */
export function writeStubs(folder: string, name: string, paths: Iterable<string>): void {
  mkdirSync(join(folder, 'lazy'), { recursive: true })
  for (const path of paths) {
    const stub = `module.exports = require('./${codeFileOf(name)}')[${JSON.stringify(path)}]()\n`
    writeFileSync(join(folder, 'lazy', fileOf(path)), stub)
  }
}

/** The source of a package's own file. */
export function lazyEntry(paths: Iterable<string>): string {
  const entries = [...paths].map((path) => {
    const quoted = JSON.stringify(path)
    return `${quoted}: () => require(${quoted})`
  })
  return `module.exports = { ${entries.join(', ')} }`
}

/** The name of a package's own file under lazy/. */
export function codeFileOf(name: string): string {
  return `code.${fileOf(name)}`
}

function fileOf(path: string): string {
  return `${path.replace(/\.js$/, '').replaceAll(/[^\w-]+/g, '_')}.js`
}

function packageOf(path: string): string {
  return path.split('/', path.startsWith('@') ? 2 : 1).join('/')
}
