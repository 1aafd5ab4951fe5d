-- The service's writes to bookings. Each first takes a lock per client: the exclusion constraint alone
-- deadlocks when many claim overlapping spans at once. `booking` in an answer is a row of bookings.

create function private.lock_client(client uuid) returns void
language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended(client::text, 0))
$$;

-- Bookings of a client that guard their time, but for the one asked about.
create function private.guarding_bookings(client uuid, but_for uuid) returns setof public.bookings
language sql stable set search_path = '' as $$
  select * from public.bookings
  where client_id = client and id <> but_for and state <> 'released' and guards and not conflict
$$;

-- Undefined, or why time for `asked` is refused: {ok: false, reason: taken | day_full, by}. `rules` are
-- {before_ms, after_ms, cap?: {max, day_start, day_end}}; buffers push against others' bare spans.
create function private.refuse_time(asked public.bookings, rules jsonb) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  wanted tstzrange := tstzrange(
    asked.start_at - coalesce((rules ->> 'before_ms')::float8, 0) * interval '1 millisecond',
    asked.end_at + coalesce((rules ->> 'after_ms')::float8, 0) * interval '1 millisecond');
  day tstzrange := tstzrange((rules #>> '{cap,day_start}')::timestamptz, (rules #>> '{cap,day_end}')::timestamptz);
  others jsonb;
begin
  if not asked.guards then
    return null;
  end if;
  select jsonb_agg(to_jsonb(b) order by b.start_at) into others
    from private.guarding_bookings(asked.client_id, asked.id) b where b.span && wanted;
  if others is not null then
    return jsonb_build_object('ok', false, 'reason', 'taken', 'by', others);
  end if;
  if rules ? 'cap' then
    select jsonb_agg(to_jsonb(b) order by b.start_at) into others
      from private.guarding_bookings(asked.client_id, asked.id) b
      where b.start_at <@ day or b.from_start_at <@ day;
    if jsonb_array_length(others) >= (rules #>> '{cap,max}')::int then
      return jsonb_build_object('ok', false, 'reason', 'day_full', 'by', others);
    end if;
  end if;
  return null;
end $$;

-- The booking not released that serves or answered a request, else the call's current one.
create function public.find_booking(client uuid, request text, call text) returns jsonb
language sql stable set search_path = '' as $$
  select to_jsonb(b) from public.bookings b
  where client_id = client and state <> 'released'
    and (request_key = request or answers ? request or call_id = call)
  order by (request_key = request or answers ? request) is true desc, conflict, updated_at desc limit 1
$$;

-- Writes a whole row under its id.
create function private.write_booking(b public.bookings) returns public.bookings
language sql volatile set search_path = '' as $$
  insert into public.bookings as old (
    id, client_id, call_id, request_key, state, start_at, end_at, from_start_at, from_end_at, guards,
    calendar_id, event_id, attempt, customer_name, customer_phone, customer_email, customer_zone,
    lead_id, notes, words, answers, lease_until, absent, conflict, version)
  values (
    b.id, b.client_id, b.call_id, b.request_key, b.state, b.start_at, b.end_at, b.from_start_at, b.from_end_at, b.guards,
    b.calendar_id, b.event_id, b.attempt, b.customer_name, b.customer_phone, b.customer_email, b.customer_zone,
    b.lead_id, b.notes, b.words, b.answers, b.lease_until, b.absent, b.conflict, b.version)
  on conflict (id) do update set
    call_id = b.call_id, request_key = b.request_key, state = b.state, start_at = b.start_at, end_at = b.end_at,
    from_start_at = b.from_start_at, from_end_at = b.from_end_at, guards = b.guards,
    calendar_id = b.calendar_id, event_id = b.event_id, attempt = b.attempt,
    customer_name = b.customer_name, customer_phone = b.customer_phone, customer_email = b.customer_email,
    customer_zone = b.customer_zone, lead_id = b.lead_id, notes = b.notes, words = b.words,
    answers = b.answers, lease_until = b.lease_until, absent = b.absent, conflict = b.conflict, version = b.version
  where old.client_id = b.client_id
  returning old.*
$$;

-- The keys of a request that are columns a caller may set.
create function private.booking_from(base public.bookings, change jsonb) returns public.bookings
language sql stable set search_path = '' as $$
  select jsonb_populate_record(base, change - '{span,created_at,updated_at}'::text[])
$$;

-- {ok: true, booking}, also for an id claimed before, or {ok: false, reason, booking | by} with the first
-- reason that applies of known_request, call_has_booking, taken, day_full.
create function public.claim_booking(claim jsonb, rules jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  asked public.bookings := private.booking_from(null::public.bookings,
    claim || '{"state": "claimed", "version": 1, "attempt": 1, "answers": {}, "conflict": false}');
  known public.bookings;
  refusal jsonb;
begin
  perform private.lock_client(asked.client_id);
  select * into known from public.bookings where id = asked.id and client_id = asked.client_id;
  if found then
    return jsonb_build_object('ok', true, 'booking', to_jsonb(known));
  end if;
  refusal := public.find_booking(asked.client_id, asked.request_key, null);
  if refusal is not null then
    return jsonb_build_object('ok', false, 'reason', 'known_request', 'booking', refusal);
  end if;
  refusal := public.find_booking(asked.client_id, null, asked.call_id);
  if refusal is not null then
    return jsonb_build_object('ok', false, 'reason', 'call_has_booking', 'booking', refusal);
  end if;
  refusal := private.refuse_time(asked, rules);
  if refusal is not null then
    return refusal;
  end if;
  return jsonb_build_object('ok', true, 'booking', to_jsonb(private.write_booking(asked)));
end $$;

-- The row to change: {ok: true}, or {ok: false, reason: missing | stale, booking?}.
create function private.check_version(found_row public.bookings, expected bigint) returns jsonb
language sql immutable set search_path = '' as $$
  select case
    when found_row.id is null then jsonb_build_object('ok', false, 'reason', 'missing')
    when found_row.version <> expected then
      jsonb_build_object('ok', false, 'reason', 'stale', 'booking', to_jsonb(found_row))
  end
$$;

-- True when a row would guard time that another one guards.
create function private.overlaps(b public.bookings) returns boolean
language sql stable set search_path = '' as $$
  select b.state <> 'released' and b.guards and exists (
    select from private.guarding_bookings(b.client_id, b.id) other where other.span && b.span)
$$;

-- True when a row would overlap another one, or serve a call or request that another one serves.
create function private.collides(b public.bookings) returns boolean
language sql stable set search_path = '' as $$
  select private.overlaps(b) or (b.state <> 'released' and exists (
    select from public.bookings other
    where other.client_id = b.client_id and other.id <> b.id and other.state <> 'released' and not other.conflict
      and (other.call_id = b.call_id or other.request_key = b.request_key)))
$$;

-- What blocks a row, computed as the table does: a row in hand does not carry it.
create function private.with_span(b public.bookings) returns public.bookings
language plpgsql immutable set search_path = '' as $$
begin
  b.span := tstzmultirange(tstzrange(b.start_at, b.end_at));
  if b.from_start_at is not null then
    b.span := b.span + tstzmultirange(tstzrange(b.from_start_at, b.from_end_at));
  end if;
  return b;
end $$;

-- Takes another slot for a booking, which goes to `inserting`; it never stands in its own way. `change`
-- names id, client_id and the version seen. {ok: true, booking} or {ok: false, reason: missing | stale |
-- taken | day_full, booking | by}.
create function public.move_booking(change jsonb, rules jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  moved public.bookings;
  refusal jsonb;
begin
  perform private.lock_client((change ->> 'client_id')::uuid);
  select * into moved from public.bookings
    where id = (change ->> 'id')::uuid and client_id = (change ->> 'client_id')::uuid;
  refusal := private.check_version(moved, (change ->> 'version')::bigint);
  if refusal is not null then
    return refusal;
  end if;
  moved := private.with_span(private.booking_from(moved,
    '{"from_start_at": null, "from_end_at": null}' || (change - '{answers,conflict}'::text[])
    || '{"state": "inserting", "absent": null}'));
  refusal := private.refuse_time(moved, rules);
  if refusal is not null then
    return refusal;
  end if;
  -- The slot is free, but where the event still stands may not be, if it was not guarded before.
  moved.conflict := private.overlaps(moved);
  return jsonb_build_object('ok', true, 'booking', to_jsonb(private.write_booking(moved)));
end $$;

-- One step of a booking, written only when `version` is still the row's. `answer` is {request_key, answer}.
-- A slot is a fact read from Google: where it collides, the row is marked conflict.
create function public.advance_booking(change jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  row_now public.bookings;
  refusal jsonb;
begin
  perform private.lock_client((change ->> 'client_id')::uuid);
  select * into row_now from public.bookings
    where id = (change ->> 'id')::uuid and client_id = (change ->> 'client_id')::uuid;
  refusal := private.check_version(row_now, (change ->> 'version')::bigint);
  if refusal is not null then
    return refusal;
  end if;
  row_now := private.with_span(private.booking_from(row_now, change - '{answers,conflict}'::text[]));
  if change ? 'answer' then
    row_now.answers := row_now.answers
      || jsonb_build_object(change #>> '{answer,request_key}', change #> '{answer,answer}');
  end if;
  row_now.conflict := private.collides(row_now)
    or (row_now.conflict and not (change ? 'start_at' and row_now.guards));
  return jsonb_build_object('ok', true, 'booking', to_jsonb(private.write_booking(row_now)));
end $$;

-- Stores a row as another machine wrote it while Postgres could not be reached, unless ours is as new
-- or newer. A row that collides with another booking is kept and marked conflict. {ok, booking, adopted}.
create function public.adopt_booking(booking jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  theirs public.bookings := private.with_span(private.booking_from(null::public.bookings, booking));
  ours public.bookings;
begin
  perform private.lock_client(theirs.client_id);
  select * into ours from public.bookings where id = theirs.id;
  if found and ours.version >= theirs.version then
    return jsonb_build_object('ok', true, 'adopted', false, 'booking', to_jsonb(ours));
  end if;
  theirs.conflict := theirs.conflict or private.collides(theirs);
  return jsonb_build_object('ok', true, 'adopted', true, 'booking', to_jsonb(private.write_booking(theirs)));
end $$;

revoke execute on all functions in schema private from public, anon;
grant execute on all functions in schema private to service_role;
revoke execute on function
  public.claim_booking(jsonb, jsonb), public.move_booking(jsonb, jsonb), public.advance_booking(jsonb),
  public.adopt_booking(jsonb), public.find_booking(uuid, text, text)
  from public, anon, authenticated;
grant execute on function
  public.claim_booking(jsonb, jsonb), public.move_booking(jsonb, jsonb), public.advance_booking(jsonb),
  public.adopt_booking(jsonb), public.find_booking(uuid, text, text)
  to service_role;
