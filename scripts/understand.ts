// What the service understands of spoken words.
//   npm run understand -- "any time Thursday but not before 10" --zone America/Toronto
//   npm run --silent understand -- --sentences        every sentence said, as Markdown
//   npm run --silent understand -- --jsonl < lines    one JSON object a line: id, text, ref, tz, hours?
import { createInterface } from 'node:readline'
import { givenOptions } from './given-options.ts'
import { picture } from './understand/picture.ts'
import { sentenceTables } from './understand/sentence-table.ts'
import { inWords } from './understand/in-words.ts'
import { systemClock } from '../lib/clock.ts'
import { read } from '../lib/time-request/read.ts'
import { canonicalZone, isoAt } from '../lib/timezones.ts'

type Line = { id: string; text: string; ref: string; tz: string; hours?: [number, number] }

const usage =
  'Usage: npm run understand -- "WORDS" [--zone America/Toronto] [--now 2026-03-04T10:15:00-05:00]'
const options = {
  jsonl: { type: 'boolean', default: false },
  sentences: { type: 'boolean', default: false },
  zone: { type: 'string', default: 'America/Toronto' },
  now: { type: 'string' },
} as const
const { values, positionals } = givenOptions({ allowPositionals: true, options }, usage)

if (values.sentences) {
  console.log(sentenceTables())
} else if (values.jsonl) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) console.log(JSON.stringify(answerLine(JSON.parse(line) as Line)))
  }
} else show(positionals.join(' '))

function show(words: string): void {
  const zone = canonicalZone(values.zone)
  const now = values.now ? Date.parse(values.now) : systemClock.now()
  if (words === '' || !zone || Number.isNaN(now)) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const hours = { open: 540, close: 1200 }
  const request = read(words, { now, zone, clientZone: zone, hours })
  console.log(inWords(request, { now, zone }))
  console.log(picture(request, now))
}

/** The grader's answer: an instant has no end; candidates are not windows. */
function answerLine({ id, text, ref, tz, hours = [9, 20] }: Line) {
  const context = {
    now: Date.parse(ref),
    zone: tz,
    clientZone: tz,
    hours: { open: hours[0] * 60, close: hours[1] * 60 },
  }
  const request = read(text, context)
  const spans = request.outcome === 'ok' ? request.spans : []
  const windows = spans.map(({ start, end }) => ({
    start: isoAt(tz, start),
    ...(end !== undefined && { end: isoAt(tz, end) }),
  }))
  return { id, outcome: request.outcome, windows }
}
