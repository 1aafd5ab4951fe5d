import { createHash, timingSafeEqual } from 'node:crypto'
import { config } from '../config.ts'
import type { Call } from '../retell/call.ts'
import { readCall } from '../retell/call.ts'
import { isSigned } from '../retell/signature.ts'
import { parseJson } from './body.ts'
import { Problem } from './problem.ts'

/** A request as the callers below see it: raw bytes, not yet parsed. */
export type RawRequest = {
  headers: Headers
  bytes: Uint8Array
  /** Epoch ms. */
  now: number
  /** True for a platform's own scheduler, which needs no token. */
  scheduled: boolean
}

/** Who may call an endpoint: recognises them, or throws a Problem; `input` is what the body schema gets. */
export type Caller<Who> = (raw: RawRequest) => { who: Who; input: unknown }

/** A Retell voice agent (or curl, where unsigned requests are allowed). */
export const retellAgent: Caller<{ call: Call }> = (raw) => {
  const { RETELL_WEBHOOK_SECRET: secrets } = config()
  if (secrets.length > 0) {
    const header = raw.headers.get('x-retell-signature')
    if (!isSigned(raw.bytes, header, { secrets, now: raw.now })) {
      throw new Problem(401, 'not_signed', 'The request is not signed by a known key.')
    }
  }
  const { call, args } = readCall(parseJson(raw.bytes, raw.headers.get('content-type')))
  return { who: { call }, input: args }
}

/** A scheduler or operator with CYCLE_TOKEN as bearer token. */
export const operator: Caller<object> = (raw) => {
  const { CYCLE_TOKEN: token } = config()
  const said = /^Bearer (.+)$/i.exec(raw.headers.get('authorization') ?? '')?.[1]
  if (!raw.scheduled && (!token || !said || !isSame(said, token))) {
    throw new Problem(401, 'no_token', 'Send CYCLE_TOKEN as a bearer token.')
  }
  return { who: {}, input: undefined }
}

/** Anyone at all. */
export const anyone: Caller<object> = () => ({ who: {}, input: undefined })

/** Compares secrets in a time that does not depend on where, or by how much, they differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
