import type { Pool } from 'pg'

type Column = {
  table: string
  name: string
  type: string
  nullable: boolean
  optional: boolean
  generated: boolean
}
type Reference = {
  table: string
  name: string
  columns: string[]
  to: string
  to_columns: string[]
  one: boolean
}
type Routine = { name: string; args: { name: string; type: string }[]; returns: string }

/** The TypeScript of schema public, in the shape `supabase gen types typescript` writes. */
export async function databaseTypes(pool: Pool): Promise<string> {
  const columns = (await pool.query(columnsQuery)).rows as Column[]
  const references = (await pool.query(referencesQuery)).rows as Reference[]
  const routines = (await pool.query(routinesQuery)).rows as Routine[]
  const tables = [...new Set(columns.map((column) => column.table))].map((table) =>
    tableType(
      table,
      columns.filter((column) => column.table === table),
      references.filter((reference) => reference.table === table),
    ),
  )
  return `// Written by \`npm run types:generate\` from supabase/migrations; not edited by hand.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[]

export type Database = {
  __InternalSupabase: { PostgrestVersion: '12' }
  public: {
    Tables: {
${tables.join('\n')}
    }
    Views: { [_ in never]: never }
    Functions: {
${routines.map(routineType).join('\n')}
    }
    Enums: { [_ in never]: never }
    CompositeTypes: { [_ in never]: never }
  }
}
`
}

function tableType(table: string, columns: Column[], references: Reference[]): string {
  const fields = (mark: (column: Column) => string, shown: Column[]) =>
    shown
      .map((c) => `          ${c.name}${mark(c)}: ${tsType(c.type)}${c.nullable ? ' | null' : ''}`)
      .join('\n')
  const written = columns.filter((column) => !column.generated)
  const relations = references.map(
    (r) =>
      `          { foreignKeyName: '${r.name}'; columns: ${quoted(r.columns)}; isOneToOne: ${String(r.one)}; referencedRelation: '${r.to}'; referencedColumns: ${quoted(r.to_columns)} },`,
  )
  return `      ${table}: {
        Row: {
${fields(() => '', columns)}
        }
        Insert: {
${fields((c) => (c.optional || c.nullable ? '?' : ''), written)}
        }
        Update: {
${fields(() => '?', written)}
        }
        Relationships: [
${relations.join('\n')}
        ]
      }`
}

function routineType(routine: Routine): string {
  const args = routine.args.map((arg) => `${arg.name}: ${tsType(arg.type)}`).join('; ')
  return `      ${routine.name}: { Args: { ${args} }; Returns: ${tsType(routine.returns)} }`
}

const quoted = (names: string[]) => `[${names.map((name) => `'${name}'`).join(', ')}]`

/** PostgREST's JSON of a type. */
function tsType(type: string): string {
  if (type.startsWith('_')) return `${tsType(type.slice(1))}[]`
  if (/^(int[248]|float[48]|numeric)$/.test(type)) return 'number'
  if (/^(uuid|text|timestamptz|time|date)$/.test(type)) return 'string'
  if (type === 'bool') return 'boolean'
  if (type === 'jsonb') return 'Json'
  return 'unknown'
}

const columnsQuery = `
select c.relname as "table", a.attname as name, t.typname as type, not a.attnotnull as nullable,
  a.atthasdef as optional, a.attgenerated <> '' as generated
from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
order by c.relname, a.attname`

const referencesQuery = `
select c.relname as "table", k.conname as name, r.relname as "to",
  array(select attname::text from pg_attribute where attrelid = c.oid and attnum = any (k.conkey)) as columns,
  array(select attname::text from pg_attribute where attrelid = r.oid and attnum = any (k.confkey)) as to_columns,
  exists (select from pg_constraint u where u.conrelid = c.oid and u.contype in ('p', 'u') and u.conkey = k.conkey) as one
from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid
where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
order by k.conname`

const routinesQuery = `
select p.proname as name, t.typname as returns,
  coalesce((select json_agg(json_build_object('name', a.name, 'type', y.typname) order by a.place)
    from unnest(p.proargnames, p.proargtypes::oid[]) with ordinality as a (name, type, place)
    join pg_type y on y.oid = a.type), '[]') as args
from pg_proc p join pg_type t on t.oid = p.prorettype
where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'
order by p.proname`
