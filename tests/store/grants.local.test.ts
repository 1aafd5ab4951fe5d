import { randomBytes } from 'node:crypto'
import { Pool } from 'pg'
import { expect, inject, test } from 'vitest'
import { bootstrap } from '../../lib/local/bootstrap.ts'
import { migrate } from '../../lib/local/migrate.ts'

/** Every right that anybody but the owner has in a database made by the migrations. */
async function rightsIn(grants: 'none' | 'generous'): Promise<string[]> {
  const host = inject('postgresSockets')
  const name = `grants_${randomBytes(6).toString('hex')}`
  const server = new Pool({ host, user: 'postgres', database: 'postgres', max: 1 })
  await server.query(`create database ${name}`)
  const pool = new Pool({ host, user: 'postgres', database: name, max: 1 })
  try {
    await bootstrap(pool, grants)
    await migrate(pool, process.cwd())
    const { rows } = await pool.query(rightsQuery)
    return rows.map((row: { granted: string }) => row.granted)
  } finally {
    await pool.end()
    await server.query(`drop database ${name}`)
    await server.end()
  }
}

const rightsQuery = `
with things as (
  select c.relname::text as thing, c.relacl as acl from pg_class c
  where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'v', 'S')
  union all
  select c.relname || '.' || a.attname, a.attacl from pg_attribute a join pg_class c on c.oid = a.attrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
  union all
  select p.oid::regprocedure::text, coalesce(p.proacl, acldefault('f', p.proowner)) from pg_proc p
  where p.pronamespace in ('public'::regnamespace, 'private'::regnamespace)
  union all
  select n.nspname::text, n.nspacl from pg_namespace n where n.nspname in ('public', 'private')
)
select thing || ': ' || case grantee when 0 then 'public' else grantee::regrole::text end || ' ' || privilege_type as granted
from things, aclexplode(acl)
where grantee = 0 or grantee::regrole::text in ('anon', 'authenticated', 'service_role')
order by 1`

test('who may do what does not depend on what a project grants by default', async () => {
  const [bare, generous] = [await rightsIn('none'), await rightsIn('generous')]
  expect(generous).toEqual(bare)
  expect(bare.length).toBeGreaterThan(50)
})

test('anon has no right but to enter schema public, and nobody may create there', async () => {
  const rights = await rightsIn('generous')
  expect(rights.filter((right) => right.includes(': anon '))).toEqual(['public: anon USAGE'])
  expect(rights.filter((right) => right.endsWith(' CREATE'))).toEqual([])
  expect(rights.filter((right) => right.includes(': public '))).toEqual(['public: public USAGE'])
})
