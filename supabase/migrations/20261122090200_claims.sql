-- The live booking of a client that keeps `wanted` from being claimed: its time overlaps once the
-- client's buffers are put around `wanted`. `except` is the booking being moved.
create function public.booking_in_the_way(client uuid, wanted tstzrange, except_id uuid)
returns public.bookings language sql stable set search_path = '' as $$
  select b.* from public.bookings b join public.clients c on c.id = b.client_id
  where b.client_id = client and b.id is distinct from except_id
    and b.state in ('claimed', 'inserting', 'booked', 'unknown')
    and b.span && tstzrange(
      lower(wanted) - make_interval(mins => c.buffer_before_minutes),
      upper(wanted) + make_interval(mins => c.buffer_after_minutes))
  order by b.start_at limit 1
$$;

-- True when the client's daily cap is reached on the client's own date of `starts`.
create function public.day_is_full(client uuid, starts timestamptz, except_id uuid)
returns boolean language sql stable set search_path = '' as $$
  select c.daily_cap is not null and c.daily_cap <= (
    select count(*) from public.bookings b
    where b.client_id = client and b.id is distinct from except_id
      and b.state in ('claimed', 'inserting', 'booked', 'unknown')
      and (starts at time zone c.timezone)::date in (
        (b.start_at at time zone c.timezone)::date, (b.target_start_at at time zone c.timezone)::date))
  from public.clients c where c.id = client
$$;

-- One at a time per client.
create function public.lock_client(client uuid) returns void
language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended(client::text, 0))
$$;

-- Claims time for a new booking, or for `moves` (the id of the booking that goes there: both its times
-- stay blocked until it has arrived). Keys of `claim` are the columns of bookings.
-- {ok: true, booking} also when the same id was claimed before; {ok: false, reason, booking?} with
-- reason taken | day_full | duplicate | not_live. With "conflict": true nothing is refused.
create function public.claim_booking(claim jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  asked public.bookings := jsonb_populate_record(
    null::public.bookings,
    '{"state": "claimed", "attempt": 0, "conflict": false}' || (claim - '{span,version,created_at,updated_at}'::text[]));
  moves uuid := claim ->> 'moves';
  found_row public.bookings;
begin
  perform public.lock_client(asked.client_id);

  select * into found_row from public.bookings
    where id = coalesce(moves, asked.id) and client_id = asked.client_id;
  if moves is null and found_row.id is not null then
    return jsonb_build_object('ok', true, 'booking', to_jsonb(found_row));
  end if;
  if moves is not null and (found_row.id is null or found_row.state not in ('claimed', 'inserting', 'booked', 'unknown')) then
    return jsonb_strip_nulls(jsonb_build_object(
      'ok', false, 'reason', 'not_live',
      'booking', case when found_row.id is not null then to_jsonb(found_row) end));
  end if;

  if not asked.conflict then
    select * into found_row from public.bookings
      where client_id = asked.client_id and id is distinct from moves and state <> 'released' and not conflict
        and (request_key = asked.request_key or (moves is null and call_id = asked.call_id))
      order by request_key is not distinct from asked.request_key desc limit 1;
    if found_row.id is not null then
      return jsonb_build_object('ok', false, 'reason', 'duplicate', 'booking', to_jsonb(found_row));
    end if;
    found_row := public.booking_in_the_way(asked.client_id, tstzrange(asked.start_at, asked.end_at), moves);
    if found_row.id is not null then
      return jsonb_build_object('ok', false, 'reason', 'taken', 'booking', to_jsonb(found_row));
    end if;
    if public.day_is_full(asked.client_id, asked.start_at, moves) then
      return jsonb_build_object('ok', false, 'reason', 'day_full');
    end if;
  end if;

  if moves is null then
    insert into public.bookings (
      id, client_id, call_id, request_key, state, start_at, end_at, target_start_at, target_end_at,
      calendar_id, event_id, event_link, attempt, customer_name, customer_phone, customer_email, customer_zone,
      lead_id, notes, words, agent_id, call_link, answer, lease_until, conflict)
    values (
      asked.id, asked.client_id, asked.call_id, asked.request_key, asked.state, asked.start_at, asked.end_at,
      asked.target_start_at, asked.target_end_at, asked.calendar_id, asked.event_id, asked.event_link, asked.attempt,
      asked.customer_name, asked.customer_phone, asked.customer_email, asked.customer_zone, asked.lead_id,
      asked.notes, asked.words, asked.agent_id, asked.call_link, asked.answer, asked.lease_until, asked.conflict)
    returning * into found_row;
  else
    update public.bookings set
      target_start_at = asked.start_at, target_end_at = asked.end_at,
      request_key = coalesce(asked.request_key, request_key), words = coalesce(asked.words, words),
      lease_until = asked.lease_until, conflict = asked.conflict
    where id = moves returning * into found_row;
  end if;
  return jsonb_build_object('ok', true, 'booking', to_jsonb(found_row));
end $$;

-- Changes a booking if it still is at `expected_version`; keys of `change` are columns of bookings.
-- {ok: true, booking} or {ok: false, reason, booking?}: stale (with the row as it is), gone, or taken
-- (the change would overlap another booking).
create function public.advance_booking(booking_id uuid, expected_version bigint, change jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
  old_row public.bookings;
  new_row public.bookings;
begin
  perform public.lock_client(b.client_id) from public.bookings b where b.id = booking_id;
  select * into old_row from public.bookings where id = booking_id for update;
  if not found then
    return jsonb_build_object('ok', false, 'reason', 'gone');
  end if;
  if old_row.version <> expected_version then
    return jsonb_build_object('ok', false, 'reason', 'stale', 'booking', to_jsonb(old_row));
  end if;
  new_row := jsonb_populate_record(old_row, change - '{id,client_id,span,version,created_at,updated_at}'::text[]);
  update public.bookings set
    call_id = new_row.call_id, request_key = new_row.request_key, state = new_row.state,
    start_at = new_row.start_at, end_at = new_row.end_at,
    target_start_at = new_row.target_start_at, target_end_at = new_row.target_end_at,
    calendar_id = new_row.calendar_id, event_id = new_row.event_id, event_link = new_row.event_link,
    attempt = new_row.attempt, customer_name = new_row.customer_name, customer_phone = new_row.customer_phone,
    customer_email = new_row.customer_email, customer_zone = new_row.customer_zone, lead_id = new_row.lead_id,
    notes = new_row.notes, words = new_row.words, agent_id = new_row.agent_id, call_link = new_row.call_link,
    answer = new_row.answer, lease_until = new_row.lease_until, conflict = new_row.conflict
  where id = booking_id returning * into new_row;
  return jsonb_build_object('ok', true, 'booking', to_jsonb(new_row));
exception when exclusion_violation then
  return jsonb_build_object('ok', false, 'reason', 'taken');
end $$;

revoke execute on function
  public.booking_in_the_way(uuid, tstzrange, uuid), public.day_is_full(uuid, timestamptz, uuid),
  public.lock_client(uuid), public.claim_booking(jsonb), public.advance_booking(uuid, bigint, jsonb)
  from public, anon, authenticated;
grant execute on function
  public.booking_in_the_way(uuid, tstzrange, uuid), public.day_is_full(uuid, timestamptz, uuid),
  public.lock_client(uuid), public.claim_booking(jsonb), public.advance_booking(uuid, bigint, jsonb)
  to service_role;
