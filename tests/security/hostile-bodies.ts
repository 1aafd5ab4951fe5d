import fc from 'fast-check'

/** What somebody with a signing key, or without, may send as a body. */
export type HostileBody = { bytes: Buffer; contentType: string | undefined }

const names = [
  'client_id',
  'lead_id',
  'call_id',
  'requested_time_string',
  'meeting_length',
  'customer_timezone',
  'customer_phone',
  'customer_name',
  'customer_email',
  'slot_token',
  'notes',
  'name',
  'call',
  'args',
  'metadata',
  'retell_llm_dynamic_variables',
  'transcript_with_tool_calls',
  'direction',
  'from_number',
  'to_number',
  'agent_id',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  '__proto__',
  '',
]

/** Numbers as text: JSON.parse takes what JSON.stringify never writes. */
const number = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      '0',
      '-0',
      '1e999',
      '-1e999',
      '9007199254740993',
      '30.5',
      '-1',
      '30',
    ),
  },
  { weight: 1, arbitrary: fc.constantFrom('NaN', '0x10', '01', '', '1'.repeat(400)) },
)

const text = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((t) => JSON.stringify(t)),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }).map((t) => JSON.stringify(t)),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '"\\ud800"',
      '"a\\udfff b"',
      '"\\u0000"',
      '"\\u202e\\u0007\\r\\n.\\r\\nBcc: x@example.com"',
      '"{{client_id}}"',
      '"tomorrow at 3"',
      '"2026-11-24T15:00:00-05:00"',
      '"9999999999-99-99"',
      '"America/../../etc/passwd"',
      '"+1416555014200000000"',
      '"\' or 1=1; --"',
      `"${'tomorrow '.repeat(3000)}"`,
      `"${'9'.repeat(20_000)}"`,
      `"${'a-'.repeat(10_000)}"`,
    ),
  },
)

const key = fc
  .oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 }))
  .map((k) => JSON.stringify(k))
const scalar = fc.oneof(text, number, fc.constantFrom('true', 'false', 'null', '[]', '{}'))

/** JSON written by hand, so that keys repeat and values need not be valid. */
const { json } = fc.letrec<{ json: string; object: string; list: string }>((tie) => ({
  json: fc.oneof({ depthSize: 'small' }, scalar, tie('object'), tie('list')),
  object: fc
    .array(fc.tuple(key, tie('json')), { maxLength: 8 })
    .map((pairs) => `{${pairs.map(([k, v]) => `${k}:${v}`).join(',')}}`),
  list: fc.array(tie('json'), { maxLength: 6 }).map((items) => `[${items.join(',')}]`),
}))

const member = (name: string, value: fc.Arbitrary<string>) =>
  value.map((v) => `${JSON.stringify(name)}:${v}`)
const objectOf = (...members: fc.Arbitrary<string>[]) =>
  fc
    .tuple(...members.map((m) => fc.option(m)))
    .map((given) => `{${given.filter((m) => m !== null).join(',')}}`)

/** The client a test knows, so that a body may get all the way. */
export const knownClientId = '11111111-1111-4111-8111-111111111111'

const known = (value: fc.Arbitrary<string>) =>
  objectOf(
    member(
      'client_id',
      fc.oneof(value, fc.constantFrom(JSON.stringify(knownClientId), '"' + '-'.repeat(36) + '"')),
    ),
    ...names.slice(1, 11).map((name) => member(name, value)),
  )
/** Arguments that get all the way, whatever they are. */
const reaching = objectOf(...names.slice(1, 11).map((name) => member(name, scalar))).map((given) =>
  given.replace('{', `{"client_id":"${knownClientId}"${given === '{}' ? '' : ','}`),
)
const call = objectOf(
  member('metadata', fc.oneof(known(scalar), json)),
  member('retell_llm_dynamic_variables', fc.oneof(known(scalar), json)),
  member('direction', scalar),
  member('to_number', scalar),
  member('call_id', scalar),
  member('agent_id', scalar),
  member(
    'transcript_with_tool_calls',
    fc.oneof(
      json,
      fc
        .array(
          objectOf(
            member('role', fc.constantFrom('"tool_call_result"', '"tool_call_invocation"', '1')),
            member(
              'content',
              fc.oneof(text, fc.constant('"{\\"alternatives\\":[{\\"start\\":\\"x\\"}]}"')),
            ),
            member('name', scalar),
            member('tool_call_id', scalar),
          ),
        )
        .map((l) => `[${l.join(',')}]`),
    ),
  ),
)
const wrapped = fc
  .tuple(scalar, fc.oneof(call, json), fc.oneof(known(scalar), json))
  .map(([name, inCall, args]) => `{"name":${name},"call":${inCall},"args":${args}}`)

const callEvent = objectOf(
  member(
    'event',
    fc.oneof(fc.constantFrom('"call_started"', '"call_ended"', '"call_inbound"'), scalar),
  ),
  member('call', fc.oneof(call, json)),
  member('call_inbound', fc.oneof(call, known(scalar), json)),
)

/** Large, deep or wide without end, each once in a while. */
const huge = fc.constantFrom<() => string>(
  () => '['.repeat(500_000),
  () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  () => `{"a":${'['.repeat(63)}${']'.repeat(63)}}`,
  () => `{"a":"\\u0041","list":[${'1,'.repeat(300_000)}1]}`,
  () => `{"args":{"notes":"${'x'.repeat(1_500_000)}"},"name":"x"}`,
  () => `{${Array.from({ length: 50_000 }, (_, i) => `"k${i}":${i}`).join(',')}}`,
  () => `{"requested_time_string":"${'tuesday or '.repeat(100_000)}"}`,
  () => `{"x":"${'\\ud800'.repeat(200_000)}"}`,
  () => 'x'.repeat(2 * 1024 * 1024 + 1),
)

const bytes = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.oneof(json, known(scalar), wrapped, callEvent).map((t) => Buffer.from(t)),
  },
  { weight: 12, arbitrary: reaching.map((t) => Buffer.from(t)) },
  { weight: 6, arbitrary: fc.uint8Array({ maxLength: 300 }).map((b) => Buffer.from(b)) },
  { weight: 4, arbitrary: wrapped.map((t) => Buffer.from(t, 'utf16le')) },
  {
    weight: 4,
    arbitrary: fc.tuple(wrapped, fc.nat(), fc.nat(255)).map(([t, at, to]) => {
      const changed = Buffer.from(t)
      changed[at % changed.length] = to
      return changed
    }),
  },
  {
    weight: 2,
    arbitrary: wrapped.map((t) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(t)])),
  },
  { weight: 1, arbitrary: huge.map((make) => Buffer.from(make())) },
)

/** Hostile bodies: shapes, sizes, encodings, prototype and repeated keys, impossible numbers. */
export const hostileBody: fc.Arbitrary<HostileBody> = fc.record({
  bytes,
  contentType: fc.oneof(
    { weight: 12, arbitrary: fc.constant('application/json') },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        'application/json; charset=utf-16',
        'APPLICATION/JSON',
        'application/vnd.api+json',
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonx',
        '*/*',
      ),
    },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
})
