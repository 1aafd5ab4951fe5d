import type { Pool } from 'pg'

/** Roles belong to the whole server. */
const roles = `
do $$ begin
  if not exists (select from pg_roles where rolname = 'authenticator') then
    create role anon nologin noinherit;
    create role authenticated nologin noinherit;
    create role service_role nologin noinherit bypassrls;
    create role authenticator login noinherit;
    grant anon, authenticated, service_role to authenticator;
  end if;
end $$;`

/** The part of Supabase Auth's own schema that our migrations lean on. */
const schemas = `
create schema extensions;
create schema auth;
create schema supabase_migrations;
create table supabase_migrations.schema_migrations (version text primary key, name text not null, digest text not null);
create table auth.users (
  id uuid primary key default gen_random_uuid(),
  email text unique,
  phone text,
  encrypted_password text,
  raw_user_meta_data jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create function auth.uid() returns uuid language sql stable as $$
  select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;
grant usage on schema auth, extensions to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
revoke create on schema public from public;`

/** What projects made before 2026 give away on every new table and function of schema public. */
const generousDefaults = `
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on functions to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;`

/**
 * Makes an empty database look like a new Supabase project, once. `grants: 'generous'` imitates a project
 * from before 2026.
 */
export async function bootstrap(pool: Pool, grants: 'none' | 'generous' = 'none'): Promise<void> {
  await pool.query(roles)
  const { rows } = await pool.query("select to_regclass('auth.users') as made")
  if ((rows[0] as { made: string | null }).made) return
  // One call is one transaction.
  await pool.query(grants === 'generous' ? schemas + generousDefaults : schemas)
}
