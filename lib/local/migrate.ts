import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'

/**
 * Applies `supabase/migrations/*.sql` in order, each once and whole, and returns the names applied now.
 * Throws when one that was applied before has changed since, or when one fails.
 */
export async function migrate(pool: Pool, projectDir: string): Promise<string[]> {
  const folder = join(projectDir, 'supabase/migrations')
  const { rows } = await pool.query(
    'select version, digest from supabase_migrations.schema_migrations',
  )
  const applied = new Map(
    (rows as { version: string; digest: string }[]).map((row) => [row.version, row.digest]),
  )
  const now: string[] = []
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()) {
    const sql = readFileSync(join(folder, file), 'utf8')
    const [version = '', name = ''] = file.replace(/\.sql$/, '').split(/_(.*)/)
    const digest = createHash('sha256').update(sql).digest('hex')
    const before = applied.get(version)
    if (before === digest) continue
    if (before) throw new Error(changed(file))
    await applyOne(pool, { version, name, digest, sql })
    now.push(file)
  }
  return now
}

async function applyOne(
  pool: Pool,
  migration: { version: string; name: string; digest: string; sql: string },
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(migration.sql)
    await client.query('insert into supabase_migrations.schema_migrations values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.digest,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    const said = error as Error & { position?: string }
    throw new Error(`Migration ${migration.version}_${migration.name}: ${said.message}`, {
      cause: error,
    })
  } finally {
    client.release()
  }
}

const changed = (file: string) =>
  `Migration ${file} has changed since it was applied here. Remove the data folder to begin anew.`
