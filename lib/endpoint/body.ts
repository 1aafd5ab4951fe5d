import { isDeeperThan } from './nesting.ts'
import { Problem } from './problem.ts'

/** Largest body taken: a 30-minute call's transcript is about 430 KB. */
const maxBodyBytes = 2 * 1024 * 1024

// Retell's own payload reaches seven.
const deepest = 64

/** The body's exact bytes, which signatures are made over. Throws Problem 413 without reading past the limit, 400 when the rest never comes. */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const length = request.headers.get('content-length')
  if (Number(length) > maxBodyBytes) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    // HTTP holds a body to the length it announced; without one it is counted on its way.
    if (length !== null) return new Uint8Array(await request.arrayBuffer())
    // oxlint-disable-next-line typescript/no-unnecessary-condition
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength
      if (size > maxBodyBytes) throw tooLarge()
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    throw new Problem(400, 'body_lost', 'The body did not arrive.', { cause })
  }
  return Buffer.concat(chunks)
}

/**
 * Parses a JSON object. Throws Problem 415 or 400; refuses `__proto__` keys, NUL characters and
 * nesting nobody needs. Half of a surrogate pair, which no store takes, becomes U+FFFD.
 */
export function parseJson(bytes: Uint8Array, contentType: string | null): Record<string, unknown> {
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) {
    throw new Problem(415, 'not_json', 'Send the request as application/json.')
  }
  if (isDeeperThan(deepest, bytes)) {
    throw new Problem(400, 'too_deep', 'The body nests deeper than 64 levels.')
  }
  let value: unknown
  let text: string
  try {
    text = wholeCharacters(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    value = JSON.parse(text)
  } catch (cause) {
    throw new Problem(400, 'malformed_json', 'The body is not valid JSON in UTF-8.', { cause })
  }
  if (!isRecord(value)) throw new Problem(400, 'not_an_object', 'The body must be a JSON object.')
  // Only a text with one of these can hold a forbidden key or character, escaped or not.
  if (/proto__|\\u00/i.test(text) && hasForbidden(value)) {
    throw new Problem(
      400,
      'forbidden_content',
      'The body holds a __proto__ key or a NUL character.',
    )
  }
  return value
}

/** True for a plain JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const surrogates =
  /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})|\\./g

/** JSON text with each escaped half of a surrogate pair replaced; whole pairs and other escapes stay. */
function wholeCharacters(json: string): string {
  if (!/\\ud[89a-f]/i.test(json)) return json
  return json.replace(surrogates, (escape, half?: string) => (half ? '\\ufffd' : escape))
}

function hasForbidden(root: unknown): boolean {
  const open: unknown[] = [root]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value === 'string' && value.includes('\0')) return true
    if (Array.isArray(value)) {
      for (const inner of value as unknown[]) open.push(inner)
    } else if (isRecord(value)) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === '__proto__' || key.includes('\0')) return true
        open.push(inner)
      }
    }
  }
  return false
}

function tooLarge(): Problem {
  // The unread rest would be taken for the next request on this connection.
  return new Problem(413, 'too_large', 'The body is larger than 2 MB.', {
    headers: { connection: 'close' },
  })
}
