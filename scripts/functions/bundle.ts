import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { codeFileOf, lazyEntry, lazyPackages, writeStubs } from './lazy.ts'

/** Largest file we accept: loading it is part of a cold start, or of the first use of what it holds. */
const maxBundleBytes = 3 * 1024 * 1024

/** One function as Digital Ocean takes it: a folder with one CommonJS bundle, and beside it what loads on first use. */
export type Bundle = {
  name: string
  file: string
  bytes: number
  /** Everything in the folder. */
  allBytes: number
  problems: string[]
}

/** Bundles functions/<name>.ts unchanged. */
export async function bundle(options: {
  root: string
  name: string
  out: string
}): Promise<Bundle> {
  const { root, name, out } = options
  const folder = join(out, name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs", "main": "index.js" }\n')
  const lazy = lazyPackages()
  const main = await built(root, join(folder, 'index.js'), {
    entryPoints: [join('functions', `${name}.ts`)],
    plugins: [lazy.plugin],
  })
  const files = [main]
  for (const [packageName, paths] of lazy.found) {
    writeStubs(folder, packageName, paths)
    files.push(
      await built(root, join(folder, 'lazy', codeFileOf(packageName)), {
        stdin: { contents: lazyEntry(paths), resolveDir: root, loader: 'js' },
      }),
    )
  }
  return {
    name,
    file: main.file,
    bytes: main.bytes,
    allBytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    problems: files.flatMap(({ problems }) => problems.map((problem) => `${name}: ${problem}`)),
  }
}

async function built(
  root: string,
  file: string,
  options: BuildOptions,
): Promise<{ file: string; bytes: number; problems: string[] }> {
  const { metafile, warnings } = await build({
    ...options,
    absWorkingDir: root,
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    // As a require(): a real import() could not see the names a CommonJS file exports at run time.
    supported: { 'dynamic-import': false },
    // Packages that bring an older copy of the zone data share ours: 0.7 MB each.
    alias: { 'moment-timezone': join(root, 'node_modules/moment-timezone') },
    metafile: true,
    logLevel: 'silent',
  })
  const bytes = statSync(file).size
  const native = Object.keys(metafile?.inputs ?? {}).filter((path) =>
    /\.node$|node_modules\/(better-sqlite3|bindings)\//.test(path),
  )
  const outside = Object.values(metafile?.outputs ?? {})
    .flatMap((output) => output.imports)
    .filter(({ path, external }) => external && !isBuiltin(path) && !path.startsWith('./lazy/'))
  return {
    file,
    bytes,
    problems: [
      ...native.map((path) => `holds the native module ${path}`),
      ...outside.map(({ path }) => `needs ${path}, which is not in the bundle`),
      ...warnings.map(({ text }) => text),
      ...(bytes > maxBundleBytes
        ? [`${file} has ${bytes} bytes, more than ${maxBundleBytes}`]
        : []),
    ],
  }
}
