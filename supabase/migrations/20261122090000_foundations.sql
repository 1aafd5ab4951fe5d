-- What the tables lean on. Functions the API must not offer live in schema private.
create schema if not exists extensions;
create extension if not exists btree_gist with schema extensions;
create schema private;
revoke all on schema private from public;
grant usage on schema private to authenticated, service_role;

-- A write that carries the version it saw matches nothing once a newer write has landed. A row taken over
-- from another machine brings its own, higher one.
create function private.next_version() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.version := greatest(old.version + 1, new.version);
  return new;
end $$;

create function private.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;

-- A zone nobody knows would make every answer for the client wrong; an error here reaches who typed it.
create function private.refuse_unknown_zone() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.timezone !~ '^(UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$' then
    raise exception 'unknown time zone' using errcode = '22023';
  end if;
  perform now() at time zone new.timezone;
  return new;
end $$;

-- True for a list of pairs of times, such as [["09:00", "12:00"]].
create function private.are_windows(value jsonb) returns boolean
language sql immutable strict set search_path = '' as $$
  select case when jsonb_typeof(value) = 'array' then not exists (
    select from jsonb_array_elements(value) as pair
    where case when jsonb_typeof(pair) = 'array' and jsonb_array_length(pair) = 2 then exists (
        select from jsonb_array_elements(pair) as time
        where jsonb_typeof(time) <> 'string' or time #>> '{}' !~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$')
      else true end)
  else false end
$$;

-- True for windows by weekday (mon to sun).
create function private.are_week_windows(value jsonb) returns boolean
language sql immutable strict set search_path = '' as $$
  select case when jsonb_typeof(value) = 'object' then not exists (
    select from jsonb_each(value) as day
    where day.key not in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun') or not private.are_windows(day.value))
  else false end
$$;

-- True for windows by date, such as {"2026-12-24": [["09:00", "12:00"]]}.
create function private.are_date_windows(value jsonb) returns boolean
language sql immutable strict set search_path = '' as $$
  select case when jsonb_typeof(value) = 'object' then not exists (
    select from jsonb_each(value) as day
    where day.key !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      or not private.are_windows(day.value)
      -- Raises for a date that does not exist.
      or make_date(left(day.key, 4)::int, substr(day.key, 6, 2)::int, right(day.key, 2)::int) is null)
  else false end
$$;

-- Checks run with the rights of whoever writes the row.
revoke execute on function
  private.are_windows(jsonb), private.are_week_windows(jsonb), private.are_date_windows(jsonb)
  from public, anon;
grant execute on function
  private.are_windows(jsonb), private.are_week_windows(jsonb), private.are_date_windows(jsonb)
  to authenticated, service_role;
