import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sign } from '../../lib/retell/signature.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'

/** One request, as the web and as a Functions event see it. */
export type SavedRequest = {
  function: string
  /** The whole path on our own server; an event carries only what follows the function's name. */
  path: string
  method: string
  headers: Record<string, string>
  body?: string
  /** The event's older field names. */
  isOld?: boolean
}

const root = join(import.meta.dirname, '..', '..')
const json = { 'content-type': 'application/json' }
const clientId = '00000000-0000-4000-8000-000000000001'

/** A signed custom function call, as Retell sends it. */
export function signedRequest(
  { secret, now }: { secret: string; now: number },
  { tool, args, call, clientId }: { tool: string; args: object; call: number; clientId: string },
): SavedRequest {
  const callId = `call_${String(call).padStart(32, '0')}`
  const body = JSON.stringify(retellShaped(tool.replace('-', '_'), args, { clientId, callId }))
  const headers = { ...json, 'x-retell-signature': sign(body, secret, now) }
  return { function: tool, path: `/${tool}`, method: 'POST', headers, body }
}

/** Over a hundred requests: customers' own words, bookings, refusals, health, in this order. */
export function savedRequests(secret: string, now: number): SavedRequest[] {
  const words = readFileSync(join(root, 'tests/fixtures/calls.dev.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { text: string }).text)
  const signed = (tool: string, args: object, call: number, client = clientId) =>
    signedRequest({ secret, now }, { tool, args, call, clientId: client })
  const check = (text: string, call: number) =>
    signed('check-availability', { requested_time_string: text }, call)
  const book = (start: string, call: number) =>
    signed('book', { requested_time_string: start, customer_name: 'Jordan Reyes' }, call)
  const day = (days: number, hour: number) =>
    `${new Date(now + days * 86_400_000).toISOString().slice(0, 10)}T${hour}:00:00-05:00`
  const plain = (path: string, method: string, more: Partial<SavedRequest> = {}): SavedRequest => ({
    function: path.split('/')[1] ?? '',
    path,
    method,
    headers: {},
    ...more,
  })
  return [
    ...words.slice(0, 70).map(check),
    ...words.slice(70, 80).map((text, i) => ({ ...check(text, 70 + i), isOld: true })),
    ...[2, 3, 4, 5, 6].flatMap((days, i) => [
      book(day(days, 11), 200 + 2 * i),
      book(day(days, 16), 201 + 2 * i),
    ]),
    book(day(2, 11), 200),
    book(day(2, 11), 299),
    book('sometime when I am back', 300),
    signed('check-availability', { requested_time_string: 5 }, 301),
    signed('check-availability', {}, 302, 'b0000000-0000-4000-8000-00000000000b'),
    signed('book', {}, 303, 'not-a-client'),
    ...['check-availability', 'book'].flatMap((tool) => [
      plain(`/${tool}`, 'GET'),
      plain(`/${tool}`, 'POST', { headers: json, body: '{}' }),
      plain(`/${tool}`, 'PUT', { headers: json, body: '{}' }),
    ]),
    { ...signed('book', {}, 304), body: '{"changed":true}' },
    plain('/health', 'GET'),
    plain('/health', 'HEAD'),
    plain('/health', 'POST', { headers: json, body: '{}' }),
    plain('/health/supabase', 'GET'),
    plain('/health/google', 'GET'),
    plain('/calendar-changed', 'POST'),
    plain('/calendar-changed', 'GET'),
    plain('/run-cycle', 'POST'),
    plain('/run-cycle', 'POST', { headers: { authorization: 'Bearer wrong' } }),
  ]
}

/** The request as a raw web event. */
export function eventOf(saved: SavedRequest): Record<string, unknown> {
  const rest = saved.path.slice(saved.function.length + 1)
  const fields = {
    headers: saved.headers,
    method: saved.method,
    path: rest,
    ...(saved.body !== undefined && {
      body: Buffer.from(saved.body).toString('base64'),
      isBase64Encoded: true,
    }),
  }
  if (!saved.isOld) return { http: fields }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [`__ow_${name}`, value]))
}
