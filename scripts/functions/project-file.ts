import { environment } from '../../lib/config/environment.ts'
import type { ProjectFile } from './project-schema.ts'

/** The functions' package name on Digital Ocean, part of their address. */
export const packageName = 'calendar'

/** What a function needs beside the defaults. The platform's own default timeout is too short for a slow vendor. */
const special: Record<string, { web?: false; timeout?: number; everyMinute?: true }> = {
  // Called by the platform's scheduler, which nobody on the web can pretend to be.
  'run-cycle': { web: false, timeout: 60_000, everyMinute: true },
}

/** Set here, not by the operator: what a machine of one's own would choose otherwise. */
const settled = { NODE_ENV: 'production', DATA_DIR: '/tmp' }
/** Means nothing where no process of ours listens. */
const meaningless = ['PORT', 'HOST', 'COMMIT']

/** The variables the operator writes into build/do/.env before `doctl serverless deploy`. */
export function operatorVariables(): string[] {
  return Object.keys(environment.entries).filter(
    (name) => !(name in settled) && !meaningless.includes(name),
  )
}

/** The project for these functions; values stay `${NAME}`, filled from .env when it is deployed. */
export function projectFile(functions: readonly string[], commit: string): ProjectFile {
  const values = Object.fromEntries(operatorVariables().map((name) => [name, `\${${name}}`]))
  return {
    packages: [
      {
        name: packageName,
        environment: { ...settled, COMMIT: commit, ...values },
        functions: functions.map((name) => {
          const { web, timeout = 15_000, everyMinute } = special[name] ?? {}
          return {
            name,
            main: 'main',
            runtime: 'nodejs:22',
            web: web ?? 'raw',
            limits: { timeout, memory: 512 },
            ...(everyMinute && {
              triggers: [
                {
                  name: `${name}-every-minute`,
                  type: 'scheduled',
                  scheduledDetails: { cron: '* * * * *' },
                },
              ],
            }),
          }
        }),
      },
    ],
  }
}

/** YAML, in its JSON form: every YAML reader takes it, and nothing needs quoting rules of its own. */
export function asYaml(project: ProjectFile): string {
  return `# Written by npm run build:functions; the values come from .env beside it.\n${JSON.stringify(project, null, 2)}\n`
}

/** The object in a project.yml we wrote. */
export function fromYaml(text: string): unknown {
  return JSON.parse(text.replace(/^#.*\n/, ''))
}
