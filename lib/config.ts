import * as v from 'valibot'
import { environment, type Environment } from './config/environment.ts'
import { credentials, productionProblems } from './config/production-problems.ts'

/** The configuration: the environment, typed and frozen, plus what follows from it. */
export type Config = Readonly<Environment> & {
  /** `local` when no vendor credential is set: stand-ins answer for every vendor. */
  readonly mode: 'local' | 'production'
  /** Where the outside world reaches us, without a trailing slash. */
  readonly publicUrl: string
}

/** All problems of an environment at once, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((p) => `- ${p}`).join('\n')}`,
    )
    this.problems = problems
  }
}

let current: Config | undefined

/** The process's configuration, read from the environment on first use. Throws ConfigError. */
export function config(): Config {
  current ??= parseConfig(process.env)
  return current
}

/** Settles the configuration before first use (local mode, tests). Throws ConfigError. */
export function configure(env: Record<string, string | undefined>, mode?: Config['mode']): Config {
  current = parseConfig(env, mode)
  return current
}

/** Reads an environment, or throws ConfigError naming every problem. `mode` overrides what follows from it. */
export function parseConfig(
  env: Record<string, string | undefined>,
  mode?: Config['mode'],
): Config {
  const said = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const { values, unusable } = readable(said)
  const settled = mode ?? (credentials.some((name) => said[name]) ? 'production' : 'local')
  const missing = settled === 'production' && mode === undefined ? productionProblems(values) : []
  const isNews = (problem: string) => !unusable.has(problem.split(':', 1)[0] as string)
  const problems = [...unusable.values(), ...missing.filter(isNews)]
  if (problems.length > 0) throw new ConfigError(problems)
  const publicUrl = (values.PUBLIC_URL ?? addressOf(values)).replace(/\/+$/, '')
  return Object.freeze({ ...values, mode: settled, publicUrl })
}

/** What can be read of an environment, and of each variable that cannot be its problem. */
function readable(said: Record<string, string | undefined>): {
  values: Environment
  unusable: Map<string, string>
} {
  const read = v.safeParse(environment, said)
  if (read.success) return { values: read.output, unusable: new Map() }
  const unusable = new Map(
    read.issues.map(({ path, message }) => {
      const name = String(path?.[0]?.key)
      return [name, `${name}: ${message}`]
    }),
  )
  const rest = Object.entries(said).filter(([name]) => !unusable.has(name))
  return { values: v.parse(environment, Object.fromEntries(rest)), unusable }
}

function addressOf({ HOST, PORT }: Environment): string {
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`
}
