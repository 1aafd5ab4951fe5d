-- The owner's tables, with what makes them safe: row-level security on every one, privileges spelled
-- out (projects differ in what they grant by default) and versions that let an older write lose.
create table public.clients (
  -- Equal to the client's Supabase Auth user id, so there is no default: a random one would match nobody.
  id uuid primary key,
  email text unique not null check (email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 254),
  billing_email text check (billing_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(billing_email) <= 254),
  business_phone text check (business_phone ~ '^[+]?[0-9() .-]{7,32}$'),
  personal_phone text check (personal_phone ~ '^[+]?[0-9() .-]{7,32}$'),
  timezone text not null default 'America/Toronto',
  meeting_lengths int[] not null default '{30}'
    check (cardinality(meeting_lengths) between 1 and 10
      and array_position(meeting_lengths, null) is null
      and 1 <= all (meeting_lengths) and 1440 >= all (meeting_lengths)),
  business_hours_start time not null default '09:00' check (extract(second from business_hours_start) = 0),
  business_hours_end time not null default '20:00' check (extract(second from business_hours_end) = 0),
  google_calendar_id text not null default 'primary' check (length(google_calendar_id) between 1 and 1024),
  booking_enabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,

  -- Scheduling settings. The defaults mean every day from business_hours_start to business_hours_end.
  weekly_hours jsonb check (private.are_week_windows(weekly_hours) and octet_length(weekly_hours::text) <= 16384),
  working_days int[] not null default '{1,2,3,4,5,6,7}'
    check (working_days <@ '{1,2,3,4,5,6,7}' and cardinality(working_days) <= 7),
  breaks jsonb not null default '[]'
    check (private.are_windows(breaks) and not breaks @? 'strict $[*] ? (@[0] == @[1])' and octet_length(breaks::text) <= 16384),
  closed_dates date[] not null default '{}'
    check (cardinality(closed_dates) <= 1000 and array_position(closed_dates, null) is null
      and '2000-01-01' <= all (closed_dates) and '2999-12-31' >= all (closed_dates)),
  date_hours jsonb not null default '{}'
    check (private.are_date_windows(date_hours) and octet_length(date_hours::text) <= 65536),
  buffer_before_minutes int not null default 0 check (buffer_before_minutes between 0 and 1440),
  buffer_after_minutes int not null default 0 check (buffer_after_minutes between 0 and 1440),
  min_notice_minutes int not null default 0 check (min_notice_minutes between 0 and 525600),
  horizon_days int check (horizon_days between 0 and 3650),
  step_minutes int not null default 15 check (step_minutes between 1 and 1440),
  step_anchor text not null default 'clock' check (step_anchor in ('clock', 'open')),
  daily_cap int check (daily_cap between 1 and 1000),
  busy_calendars text[] not null default '{}'
    check (cardinality(busy_calendars) <= 49 and array_position(busy_calendars, null) is null),
  holiday_country text check (holiday_country ~ '^[A-Z]{2}$'),
  holiday_region text check (holiday_region ~ '^[A-Za-z0-9-]{1,10}$'),
  invite_customer boolean not null default false,
  add_meet boolean not null default false,

  -- Set by the service alone.
  google_account text,
  google_status text not null default 'none' check (google_status in ('none', 'connected', 'lost')),
  connected_at timestamptz,
  check (holiday_region is null or holiday_country is not null)
);

create table public.oauth_tokens (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null references public.clients (id) on delete cascade,
  access_token_encrypted text not null,
  refresh_token_encrypted text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version bigint not null default 1,
  unique (client_id)
);

create table public.failure_logs (
  id uuid primary key default gen_random_uuid(),
  -- A failure outlives its client: deleting one is never blocked by its past.
  client_id uuid references public.clients (id) on delete set null,
  error_type text not null,
  error_message text,
  request_payload jsonb,
  retry_count int not null default 0,
  resolved boolean not null default false,
  created_at timestamptz not null default now(),
  version bigint not null default 1
);
create index failure_logs_by_client on public.failure_logs (client_id, created_at);
create index failure_logs_open on public.failure_logs (created_at) where not resolved;

create table public.client_agents (
  -- A Retell agent id, or a phone number in E.164.
  agent text primary key check (length(agent) between 1 and 200),
  client_id uuid not null references public.clients (id) on delete cascade,
  created_at timestamptz not null default now()
);
create index client_agents_by_client on public.client_agents (client_id);

create table public.oauth_states (
  state_hash text primary key,
  client_id uuid not null references public.clients (id) on delete cascade,
  verifier_encrypted text not null,
  browser_hash text not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index oauth_states_by_client on public.oauth_states (client_id);
create index oauth_states_by_expiry on public.oauth_states (expires_at);

create trigger next_version before update on public.clients
  for each row execute function private.next_version();
create trigger next_version before update on public.oauth_tokens
  for each row execute function private.next_version();
create trigger next_version before update on public.failure_logs
  for each row execute function private.next_version();
create trigger touch_updated_at before update on public.clients
  for each row execute function private.touch_updated_at();
create trigger touch_updated_at before update on public.oauth_tokens
  for each row execute function private.touch_updated_at();

create trigger refuse_unknown_zone before insert or update of timezone on public.clients
  for each row execute function private.refuse_unknown_zone();

-- A new Auth user becomes a client with the same id; whatever is wrong with the row, the sign-up stands.
create function private.add_client_for_new_user() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.clients (id, email) values (new.id, new.email) on conflict do nothing;
  return new;
exception when others then
  raise warning 'no client was added for the new user %: %', new.id, sqlstate;
  return new;
end $$;
create trigger add_client_for_new_user after insert on auth.users
  for each row execute function private.add_client_for_new_user();

alter table public.clients enable row level security;
alter table public.oauth_tokens enable row level security;
alter table public.failure_logs enable row level security;
alter table public.client_agents enable row level security;
alter table public.oauth_states enable row level security;

create policy "Clients can view own profile" on public.clients
  for select to authenticated using ((select auth.uid()) = id);
create policy "Clients can update own profile" on public.clients
  for update to authenticated using ((select auth.uid()) = id) with check ((select auth.uid()) = id);

revoke all on public.clients, public.oauth_tokens, public.failure_logs, public.client_agents, public.oauth_states
  from public, anon, authenticated, service_role;
grant select, insert, update, delete
  on public.clients, public.oauth_tokens, public.failure_logs, public.client_agents, public.oauth_states
  to service_role;
grant select on public.clients to authenticated;
-- What the dashboard edits, and nothing else.
grant update (
  email, billing_email, business_phone, personal_phone, timezone, meeting_lengths,
  business_hours_start, business_hours_end, google_calendar_id, booking_enabled,
  weekly_hours, working_days, breaks, closed_dates, date_hours, buffer_before_minutes, buffer_after_minutes,
  min_notice_minutes, horizon_days, step_minutes, step_anchor, daily_cap, busy_calendars,
  holiday_country, holiday_region, invite_customer, add_meet
) on public.clients to authenticated;
