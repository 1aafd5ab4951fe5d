import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Largest bundle we accept: loading it is part of every cold start. */
export const maxBundleBytes = 3 * 1024 * 1024

/** One function as Digital Ocean takes it: a folder with one CommonJS file. */
export type Bundle = { name: string; file: string; bytes: number; problems: string[] }

/** Bundles functions/<name>.ts unchanged, with Temporal for a runtime that has none. */
export async function bundle(options: {
  root: string
  name: string
  out: string
}): Promise<Bundle> {
  const { root, name, out } = options
  const folder = join(out, name)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'index.js')
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [join('functions', `${name}.ts`)],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    inject: ['scripts/functions/temporal.ts'],
    metafile: true,
    logLevel: 'silent',
    // pino's worker transports are never used; nothing may be loaded beside the bundle.
    packages: 'bundle',
  })
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs", "main": "index.js" }\n')
  const bytes = statSync(file).size
  const native = Object.keys(metafile.inputs).filter((path) =>
    /\.node$|node_modules\/(better-sqlite3|bindings)\//.test(path),
  )
  const outside = Object.values(metafile.outputs).flatMap((output) =>
    output.imports
      .filter(({ path, external }) => external && !isBuiltIn(path))
      .map(({ path }) => path),
  )
  return {
    name,
    file,
    bytes,
    problems: [
      ...native.map((path) => `${name}: holds the native module ${path}`),
      ...outside.map((path) => `${name}: needs ${path}, which is not in the bundle`),
      ...warnings.map(({ text }) => `${name}: ${text}`),
      ...(bytes > maxBundleBytes ? [`${name}: ${bytes} bytes, more than ${maxBundleBytes}`] : []),
    ],
  }
}

function isBuiltIn(path: string): boolean {
  return path.startsWith('node:') || builtIns.has(path)
}

const builtIns = new Set(process.getBuiltinModule('node:module').builtinModules)
