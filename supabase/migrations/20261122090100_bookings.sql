-- Bookings and their claims. The exclusion constraint is the last word on "never twice"; the claim
-- function takes a lock per client first, because the constraint alone deadlocks on overlapping spans.
create table public.bookings (
  -- Chosen by the service, so that repeating a claim is harmless.
  id uuid primary key,
  client_id uuid not null references public.clients (id) on delete cascade,
  call_id text check (length(call_id) <= 200),
  -- The tool call id, or the Idempotency-Key header.
  request_key text check (length(request_key) <= 200),
  state text not null default 'claimed'
    check (state in ('claimed', 'inserting', 'booked', 'handed_over', 'released', 'unknown')),
  -- What holds, or will hold, in Google; and during a move where it is going.
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at),
  target_start_at timestamptz,
  target_end_at timestamptz check (target_end_at > target_start_at),
  -- Time this booking blocks.
  span tstzmultirange not null generated always as (
    tstzmultirange(tstzrange(start_at, end_at, '[)'))
    + case when target_start_at is null then '{}'::tstzmultirange
        else tstzmultirange(tstzrange(target_start_at, target_end_at, '[)')) end
  ) stored,
  calendar_id text,
  event_id text,
  event_link text,
  attempt int not null default 0 check (attempt >= 0),
  customer_name text,
  customer_phone text,
  customer_email text,
  customer_zone text,
  lead_id text,
  notes text,
  words text,
  agent_id text,
  call_link text,
  -- The answer given, repeated to the same request.
  answer jsonb,
  -- Until when the process that claimed it is trusted to finish.
  lease_until timestamptz,
  -- Collided with another booking while Postgres could not be reached; both are kept.
  conflict boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((target_start_at is null) = (target_end_at is null)),
  constraint bookings_never_overlap exclude using gist (client_id with =, span with &&)
    where (state in ('claimed', 'inserting', 'booked', 'unknown') and not conflict)
);

-- Per call one booking is current.
create unique index bookings_one_per_call on public.bookings (client_id, call_id)
  where state <> 'released' and not conflict;
create unique index bookings_one_per_request on public.bookings (client_id, request_key)
  where state <> 'released' and not conflict;
create index bookings_by_start on public.bookings (client_id, start_at);
-- What the cycle settles.
create index bookings_unsettled on public.bookings (lease_until)
  where state in ('claimed', 'inserting', 'unknown') or target_start_at is not null;

create trigger next_version before update on public.bookings
  for each row execute function public.next_version();
create trigger touch_updated_at before update on public.bookings
  for each row execute function public.touch_updated_at();

alter table public.bookings enable row level security;
create policy "Clients can view own bookings" on public.bookings
  for select to authenticated using ((select auth.uid()) = client_id);
revoke all on public.bookings from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.bookings to service_role;
grant select on public.bookings to authenticated;
