-- Bookings. The exclusion constraint is the last word on "never twice".
create table public.bookings (
  -- Chosen by the service, so that repeating a claim is harmless.
  id uuid primary key,
  client_id uuid not null references public.clients (id) on delete cascade,
  call_id text check (length(call_id) between 1 and 200),
  -- The request being served or last served: tool call id, Idempotency-Key, or an id of our own.
  request_key text not null check (length(request_key) between 1 and 200),
  state text not null default 'claimed'
    check (state in ('claimed', 'inserting', 'booked', 'handed_over', 'released', 'unknown')),
  -- The slot the customer asked for last; and during a move of an event where it may still stand.
  start_at timestamptz not null,
  end_at timestamptz not null check (end_at > start_at),
  from_start_at timestamptz,
  from_end_at timestamptz check (from_end_at > from_start_at),
  -- Both, as one.
  span tstzmultirange not null generated always as (
    tstzmultirange(tstzrange(start_at, end_at, '[)'))
    + case when from_start_at is null then '{}'::tstzmultirange
        else tstzmultirange(tstzrange(from_start_at, from_end_at, '[)')) end
  ) stored,
  -- False when no time is kept: the broker confirms it himself.
  guards boolean not null default true,
  calendar_id text not null default 'primary',
  event_id text,
  -- Counts event ids: a deleted event's id stays taken.
  attempt int not null default 1 check (attempt >= 1),
  customer_name text,
  customer_phone text,
  customer_email text,
  customer_zone text,
  lead_id text,
  notes text,
  words text,
  -- Final answers by request key, each repeated to its own request.
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object'),
  -- Until when the process serving it is trusted to finish; for unknown, when to look again.
  lease_until timestamptz,
  -- Reads of Google that found no event: {since, reads}.
  absent jsonb check (jsonb_typeof(absent) = 'object'),
  -- Collided with another booking during an outage or by a correction; kept, but guards nothing.
  conflict boolean not null default false,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((from_start_at is null) = (from_end_at is null)),
  constraint bookings_never_overlap exclude using gist (client_id with =, span with &&)
    where (state <> 'released' and guards and not conflict)
);

-- Per call one booking is current, and a request is served by one booking.
create unique index bookings_one_per_call on public.bookings (client_id, call_id)
  where state <> 'released' and not conflict;
create unique index bookings_one_per_request on public.bookings (client_id, request_key)
  where state <> 'released' and not conflict;
create index bookings_by_answer on public.bookings using gin (answers) where state <> 'released';
create index bookings_by_start on public.bookings (client_id, start_at);
create index bookings_due on public.bookings (lease_until) where state in ('claimed', 'inserting', 'unknown');

create trigger next_version before update on public.bookings
  for each row execute function private.next_version();
create trigger touch_updated_at before update on public.bookings
  for each row execute function private.touch_updated_at();

alter table public.bookings enable row level security;
create policy "Clients can view own bookings" on public.bookings
  for select to authenticated using ((select auth.uid()) = client_id);
revoke all on public.bookings from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.bookings to service_role;
grant select on public.bookings to authenticated;
