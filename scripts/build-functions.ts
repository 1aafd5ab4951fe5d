// Emits build/do/, a project for Digital Ocean Functions: project.yml, .env.example and one CommonJS bundle
// for each file of functions/. Fails on what would fail there: npm run build:functions [-- --out FOLDER]
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bundle, type Bundle } from './functions/bundle.ts'
import { functionsNode, load, versionOf } from './functions/load.ts'
import {
  asYaml,
  fromYaml,
  operatorVariables,
  packageName,
  projectFile,
} from './functions/project-file.ts'
import { projectProblems } from './functions/project-schema.ts'

const root = resolve(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { out: { type: 'string', default: join(root, 'build/do') } },
})
const out = resolve(values.out)

const names = readdirSync(join(root, 'functions'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
const problems = [...writeProject(names), ...(await writeBundles(names))]
for (const problem of problems) console.error(`problem: ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0

function writeProject(names: string[]): string[] {
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const path = join(out, 'project.yml')
  writeFileSync(path, asYaml(projectFile(names, commit())))
  writeFileSync(
    join(out, '.env.example'),
    operatorVariables()
      .map((name) => `${name}=\n`)
      .join(''),
  )
  return projectProblems(fromYaml(readFileSync(path, 'utf8')))
}

async function writeBundles(names: string[]): Promise<string[]> {
  const packages = join(out, 'packages', packageName)
  const bundles: Bundle[] = []
  for (const name of names) bundles.push(await bundle({ root, name, out: packages }))
  return [...bundles.flatMap(({ problems }) => problems), ...tryLoading(bundles)]
}

/** Loads every bundle on the platform's Node, beside a handler that does nothing. */
function tryLoading(bundles: Bundle[]): string[] {
  const node = functionsNode(root)
  if (!node) return ['there is no Node 22 for this platform to try the bundles on']
  const bare = join(out, 'bare.cjs')
  writeFileSync(bare, 'exports.main = async () => ({ statusCode: 200, headers: {}, body: "" })\n')
  const floor = load(node, bare)
  rmSync(bare)
  const floorMs = 'ms' in floor ? floor.ms : 0
  console.log(`on Node ${versionOf(node)}; a bare handler loads in ${floorMs.toFixed(1)} ms`)
  return bundles.flatMap(({ name, file, bytes, allBytes }) => {
    const loaded = load(node, file)
    if ('problem' in loaded) return [`${name}: ${loaded.problem}`]
    const kb = (size: number) => `${(size / 1024).toFixed(0)} KB`.padStart(8)
    console.log(
      `${name.padEnd(20)}${kb(bytes)}, ${loaded.ms.toFixed(0)} ms to load; ${kb(allBytes - bytes).trim()} more on first use`,
    )
    return []
  })
}

/** What /health will name; a copy without a usable repository has none. */
function commit(): string {
  const git = spawnSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return git.status === 0 ? git.stdout.trim() : 'unknown'
}
