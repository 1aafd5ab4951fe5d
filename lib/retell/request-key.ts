import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/** What may tell a repeat of a request from a new one. */
type Marks = {
  toolCallId: string | undefined
  /** The call it was made in: what makes tool calls up may begin anew in each. */
  callId: string | undefined
  /** The Idempotency-Key header, which no signature covers. */
  idempotencyKey: string | null
  /** The X-Retell-Signature header once verified; null for an unsigned request. */
  signature: string | null
}

// A replay is possible for ten minutes at most: five before the signature's time, five after.
const firstKeys = new LRUCache<string, string>({ max: 10_000 })

/**
 * The key a request is remembered under: its tool call in its call, else its Idempotency-Key, else its signature,
 * so that the same bytes sent again are the same request. A replay under another Idempotency-Key keeps
 * the key it first came with. Undefined for an unsigned request without any.
 */
export function requestKeyOf(marks: Marks): string | undefined {
  const { toolCallId, callId, idempotencyKey, signature } = marks
  if (toolCallId) return `tool:${bounded(callId ? `${toolCallId}@${callId}` : toolCallId)}`
  const said = idempotencyKey?.trim()
  const given = said ? `key:${bounded(said)}` : undefined
  if (signature === null) return given
  const signed = `signed:${hash(signature.toLowerCase())}`
  const key = firstKeys.get(signed) ?? given ?? signed
  firstKeys.set(signed, key)
  return key
}

/** A key as it is where it is short and plain, hashed where it is not. */
function bounded(key: string): string {
  return /^[\x21-\x7e]{1,150}$/.test(key) ? key : `sha256-${hash(key)}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
