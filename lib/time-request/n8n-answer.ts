import type { ReadContext, TimeRequest, TimeSpan } from './types.ts'

/** Below this the reading is said back for a yes. */
const sureFrom = 0.8
const mostWindows = 50
const minuteMs = 60_000
/** Nothing further ahead is an appointment. */
const mostAheadMs = 2 * 366 * 86_400_000

/** What the tool said: a reading, an honest no, or something unusable. */
export type ToolAnswer = { ok: true; request: TimeRequest } | { ok: false } | undefined

/**
 * Reads a `parse_date_time` answer: JSON text, alone or as the one element of an array (a sub-workflow's).
 * Windows are half-open ISO 8601; one without an end, or of a minute, is an instant. Undefined when the text
 * is not what the contract says (docs/n8n.md).
 */
export function readToolAnswer(text: string, words: string, context: ReadContext): ToolAnswer {
  const answer = unwrap(parseJson(text))
  if (!answer) return undefined
  if (answer['ok'] === false) return { ok: false }
  if (answer['ok'] !== true || !Array.isArray(answer['windows'])) return undefined
  const windows = answer['windows'].slice(0, mostWindows)
  const spans = windows.map((window) => spanOf(window, context.now))
  if (spans.length === 0 || spans.some((span) => span === undefined)) return undefined
  const confidence = answer['confidence']
  const heard = {
    zone: context.zone,
    zoneNamed: false,
    approximate: false,
    readBack: typeof confidence !== 'number' || confidence < sureFrom,
    words: [words],
  }
  const sorted = (spans as TimeSpan[]).sort((a, b) => a.start - b.start)
  const ahead = sorted.filter(({ start, end }) => (end ?? start) > context.now)
  return ahead.length > 0
    ? { ok: true, request: { ...heard, outcome: 'ok', spans: ahead } }
    : { ok: true, request: { ...heard, outcome: 'past', spans: sorted } }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function unwrap(value: unknown): Record<string, unknown> | undefined {
  const inner: unknown = Array.isArray(value) ? value[0] : value
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner)
    ? (inner as Record<string, unknown>)
    : undefined
}

const offsetForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/

/** A window with offsets, the right way round and in reach. */
function spanOf(window: unknown, now: number): TimeSpan | undefined {
  const { start, end, grain } = unwrap(window) ?? {}
  const from = instantOf(start)
  if (from === undefined || from > now + mostAheadMs) return undefined
  if (end === undefined || end === null) return { start: from }
  const to = instantOf(end)
  if (to === undefined || to < from) return undefined
  const isInstant = to === from || (grain === 'minute' && to - from <= minuteMs)
  return isInstant ? { start: from } : { start: from, end: to }
}

function instantOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || !offsetForm.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}
