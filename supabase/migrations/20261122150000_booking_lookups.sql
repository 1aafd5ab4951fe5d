-- Every claim asks for a request's and a call's booking. The unique indexes leave out rows in conflict, so
-- that question cannot use them and read all of a client's past.
create index bookings_by_call on public.bookings (client_id, call_id) where state <> 'released';
create index bookings_by_request on public.bookings (client_id, request_key) where state <> 'released';
-- Its pending list is read through with every question.
alter index public.bookings_by_answer set (fastupdate = off);
