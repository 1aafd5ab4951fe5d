import type { Limits, Taken } from '../limits/limits.ts'
import type { Caller, RawRequest, Recognised } from './callers.ts'
import { addressBlock } from './peer.ts'
import { Problem } from './problem.ts'

/** A recognised caller, and whether it is within its limit. */
export type Admitted<Who> = Pick<Recognised<Who>, 'who' | 'input'> & { taken: Taken }

/**
 * Recognises a caller, then counts the request. Throws the caller's Problem, or 429 to an address
 * that failed to authenticate too often: only failures count there, since one address may be all of a
 * vendor's calls.
 */
export async function recognise<Who>(
  raw: RawRequest,
  caller: Caller<Who>,
  limits: () => Limits,
): Promise<Admitted<Who>> {
  let known: Recognised<Who>
  try {
    known = caller(raw)
  } catch (error) {
    const isFailure = error instanceof Problem && error.status === 401 && raw.peer !== ''
    if (!isFailure) throw error
    const taken = await limits().take('failed', addressBlock(raw.peer))
    throw taken.ok ? error : tooMany(taken)
  }
  const { who, input, countAs } = known
  if (!countAs) return { who, input, taken: { ok: true } }
  return { who, input, taken: await limits().take(countAs.counted, countAs.key) }
}

/** The refusal over a limit, fit to be read aloud. */
export function tooMany({ retryAfterSeconds }: Extract<Taken, { ok: false }>): Problem {
  const message = 'I am getting a lot of requests right now. Give me a minute, then ask me again.'
  return new Problem(429, 'too_many_requests', message, {
    headers: { 'retry-after': String(retryAfterSeconds) },
    message,
  })
}
