// An id as systems make them: never a bare number, which could be somebody's phone.
const id = /^(?=.*[a-z_-])[\w-]{1,80}$/i
// Words of our own, or a vendor's for its failure: no quotes, no plus, no @, no line break.
const word = /^[\w./:()[\] -]{1,120}$/
// The kind of an error and the place it was thrown at.
const place = /^[\w.:/\\()[\]<>@ ,?=&%-]{1,300}$/

/** Every field a log line may have, and what its text must look like. */
const fields = {
  requestId: id,
  clientId: id,
  callId: id,
  bookingId: id,
  booking: id,
  endpoint: word,
  outcome: word,
  action: word,
  reason: word,
  code: word,
  kind: word,
  event: word,
  failure: word,
  advance: word,
  to: word,
  hand_over: word,
  recall: word,
  guarded: word,
  settle: word,
  mode: word,
  version: word,
  commit: word,
  listening: word,
  cause: place,
  behind: place,
  cycle: place,
  status: word,
  ms: word,
  count: word,
} as const

/** What a log line may say: ids, codes and counts. Names, numbers, words, tokens and messages have no field. */
export type LogFields = {
  -readonly [K in keyof typeof fields]?: string | number | boolean | undefined
}

/** The allowed fields of `given`; a text that does not look like its field's is hidden. */
export function loggable(given: LogFields): Record<string, unknown> {
  const rules: Record<string, RegExp | undefined> = fields
  const line: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule && value !== undefined) line[name] = isPlain(value, rule) ? value : '[hidden]'
  }
  return line
}

function isPlain(value: unknown, rule: RegExp): boolean {
  if (typeof value === 'string') return rule.test(value)
  return typeof value === 'number' || typeof value === 'boolean'
}
