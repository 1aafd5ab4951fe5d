import type { ReadContext, TimeRequest } from './types.ts'

const form =
  /^\s*(?<date>\d{4}-\d\d-\d\d)[T ](?<hour>\d\d):(?<minute>\d\d)(?<second>:\d\d(?:\.\d{1,9})?)?(?:Z|(?<sign>[+-])(?<ahead>\d\d)(?::?(?<more>\d\d))?)\s*$/i

/** An ISO 8601 instant with its offset, as agents repeat it from our own answers; undefined for anything else. */
export function readIso(words: string, { now, zone }: ReadContext): TimeRequest | undefined {
  const said = words.length > 50 ? undefined : form.exec(words)?.groups
  if (!said) return undefined
  const heard = {
    zone,
    zoneNamed: false,
    approximate: false,
    readBack: false,
    words: [words.trim()],
  }
  const { date = '', hour, minute, second = '', sign, ahead, more = '00' } = said
  if (!isDate(date)) return { ...heard, outcome: 'impossible', why: 'no_such_date' }
  const offset = sign === undefined ? 'Z' : `${sign}${ahead}:${more}`
  const start = Date.parse(`${date}T${hour}:${minute}${second}${offset}`)
  if (Number.isNaN(start)) return { ...heard, outcome: 'impossible', why: 'no_such_clock' }
  return start < now
    ? { ...heard, outcome: 'past', spans: [{ start }] }
    : { ...heard, outcome: 'ok', spans: [{ start }] }
}

/** Date.parse takes February 30th for March 2nd. */
function isDate(date: string): boolean {
  const day = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(date)
}
