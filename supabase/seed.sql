-- The demo client of local mode.
insert into public.clients (id, email, business_phone, timezone, meeting_lengths, booking_enabled)
values (
  '00000000-0000-4000-8000-000000000001', 'dana@harbor-lending.example', '+14165550123', 'America/Toronto', '{30,60}', true)
on conflict (id) do nothing;
