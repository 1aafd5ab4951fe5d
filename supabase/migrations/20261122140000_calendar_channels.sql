-- Google's push channels, one for each calendar that blocks a connected client. A row is also the turn to
-- open the next channel: whoever moves due_at on may do it.
create table public.calendar_channels (
  client_id uuid not null references public.clients (id) on delete cascade,
  calendar_id text not null check (length(calendar_id) between 1 and 1024),
  -- The channel that is open; nothing while none ever was.
  channel_id uuid,
  resource_id text check (length(resource_id) between 1 and 1024),
  expires_at timestamptz,
  -- When to open the next one: before this one ends, or later after each failure.
  due_at timestamptz not null,
  -- Failures since one was opened.
  attempts int not null default 0 check (attempts >= 0),
  primary key (client_id, calendar_id),
  check ((channel_id is null) = (resource_id is null) and (channel_id is null) = (expires_at is null))
);

alter table public.calendar_channels enable row level security;
revoke all on public.calendar_channels from public, anon, authenticated, service_role;
grant select, insert, update, delete on public.calendar_channels to service_role;
