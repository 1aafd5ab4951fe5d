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
  const read = v.safeParse(environment, said)
  if (!read.success) {
    throw new ConfigError(read.issues.map((i) => `${String(i.path?.[0]?.key)}: ${i.message}`))
  }
  const values = read.output
  const settled = mode ?? (credentials.some((name) => values[name]) ? 'production' : 'local')
  const problems = settled === 'production' && mode === undefined ? productionProblems(values) : []
  if (problems.length > 0) throw new ConfigError(problems)
  const publicUrl = (values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`).replace(
    /\/+$/,
    '',
  )
  return Object.freeze({ ...values, mode: settled, publicUrl })
}
