import { isRecord } from '../endpoint/body.ts'

/**
 * Starts (epoch ms) of the times our earlier answers in this call offered, read from the signed
 * transcript's tool results. A caller who asks again did not want those.
 */
export function earlierOffers(transcript: unknown[]): number[] {
  const starts = transcript.flatMap((entry) =>
    isRecord(entry) && entry['role'] === 'tool_call_result' ? startsIn(entry['content']) : [],
  )
  return [...new Set(starts)]
}

function startsIn(content: unknown): number[] {
  if (typeof content !== 'string' || !content.includes('"alternatives"')) return []
  let answer: unknown
  try {
    answer = JSON.parse(content)
  } catch {
    return [] // Another tool's text, or cut off by Retell at 15,000 characters: it names no offers.
  }
  const alternatives = isRecord(answer) ? answer['alternatives'] : undefined
  if (!Array.isArray(alternatives)) return []
  return alternatives
    .map((offer) => (isRecord(offer) ? instantOf(offer['start']) : Number.NaN))
    .filter((start) => !Number.isNaN(start))
}

function instantOf(text: unknown): number {
  return typeof text === 'string' && /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
}
