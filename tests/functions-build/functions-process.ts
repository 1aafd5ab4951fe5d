import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fromYaml, packageName } from '../../scripts/functions/project-file.ts'
import type { ProjectFile } from '../../scripts/functions/project-schema.ts'

type Result = { statusCode: number; headers: Record<string, string | string[]>; body: string }

/** Bundles running on the Functions' Node, with the environment their project.yml gives them and no other. */
export type FunctionsProcess = {
  run(name: string, event: Record<string, unknown>): Promise<Result>
  /** What went to standard error so far. */
  errors(): string
  stop(): Promise<void>
}

/** Starts them; `values` is what the operator's .env would hold. */
export function functionsProcess(folder: string, values: Record<string, string>): FunctionsProcess {
  const root = join(import.meta.dirname, '..', '..')
  const child = spawn(
    join(root, 'node_modules/node22/bin/node'),
    [join(import.meta.dirname, 'runner.cjs'), join(folder, 'packages', packageName)],
    { env: environmentOf(folder, values), stdio: 'pipe' },
  )
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const waiting: ((result: Result) => void)[] = []
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('RESULT ')) waiting.shift()?.(JSON.parse(line.slice(7)) as Result)
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  return {
    run: (name, event) =>
      new Promise((resolve, reject) => {
        waiting.push(resolve)
        void ended.then(() => reject(new Error(`the functions ended: ${errors}`)))
        child.stdin.write(`${JSON.stringify({ name, event })}\n`)
      }),
    errors: () => errors,
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** The environment as Digital Ocean fills it in: `${NAME}` from .env, nothing else. */
export function environmentOf(
  folder: string,
  values: Record<string, string>,
): Record<string, string> {
  const project = fromYaml(readFileSync(join(folder, 'project.yml'), 'utf8')) as ProjectFile
  return Object.fromEntries(
    Object.entries(project.packages[0]?.environment ?? {}).map(([name, value]) => [
      name,
      value.replaceAll(/\$\{(\w+)\}/g, (_all, inner: string) => values[inner] ?? ''),
    ]),
  )
}
