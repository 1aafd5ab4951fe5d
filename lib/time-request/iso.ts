import type { ReadContext, TimeRequest } from './types.ts'

const form = /^\s*\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)\s*$/i

/** An ISO 8601 instant with its offset, as agents repeat it from our own answers; undefined for anything else. */
export function readIso(words: string, { now, zone }: ReadContext): TimeRequest | undefined {
  if (words.length > 50 || !form.test(words)) return undefined
  const heard = {
    zone,
    zoneNamed: false,
    approximate: false,
    readBack: false,
    words: [words.trim()],
  }
  const start = Date.parse(words.trim().replace(' ', 'T'))
  if (Number.isNaN(start)) return { ...heard, outcome: 'impossible', why: 'no_such_date' }
  return start < now
    ? { ...heard, outcome: 'past', spans: [{ start }] }
    : { ...heard, outcome: 'ok', spans: [{ start }] }
}
