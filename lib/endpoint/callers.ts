import { createHash, timingSafeEqual } from 'node:crypto'
import { config } from '../config.ts'
import type { Counted } from '../limits/limits.ts'
import type { Call } from '../retell/call.ts'
import { readCall } from '../retell/call.ts'
import { requestKeyOf } from '../retell/request-key.ts'
import { isSigned } from '../retell/signature.ts'
import { parseJson } from './body.ts'
import { addressBlock, isListed } from './peer.ts'
import { Problem } from './problem.ts'

/** A request as the callers below see it: raw bytes, not yet parsed. */
export type RawRequest = {
  headers: Headers
  bytes: Uint8Array
  /** The caller's address, `''` when unknown. */
  peer: string
  /** Epoch ms. */
  now: number
  /** True for a platform's own scheduler, which needs no token. */
  scheduled: boolean
}

/** A caller recognised: who it is, what the body schema gets, and what the rate limit counts the request under, if anything. */
export type Recognised<Who> = {
  who: Who
  input: unknown
  countAs?: { counted: Counted; key: string }
}

/** Who may call an endpoint: recognises them, or throws a Problem. */
export type Caller<Who> = (raw: RawRequest) => Recognised<Who>

/** What a handler knows of a voice agent's request. */
export type FromAgent = {
  call: Call
  /** Tells a repeat of this request from a new one; absent when nothing does. */
  requestKey?: string
}

/**
 * A Retell voice agent (or curl, where unsigned requests are allowed): its signature, and its address
 * where RETELL_IPS lists any. Every failure gets the same 401, so that it teaches nothing.
 */
export const retellAgent: Caller<FromAgent> = (raw) => {
  const { RETELL_WEBHOOK_SECRET: secrets, RETELL_IPS: addresses } = config()
  const signature = raw.headers.get('x-retell-signature')
  const isFromRetell =
    (secrets.length === 0 || isSigned(raw.bytes, signature, { secrets, now: raw.now })) &&
    (addresses.length === 0 || isListed(raw.peer, addresses))
  if (!isFromRetell) throw unauthorized('not_signed', 'The request is not signed by a known key.')
  const { call, args } = readCall(parseJson(raw.bytes, raw.headers.get('content-type')))
  const requestKey = requestKeyOf({
    toolCallId: call.toolCallId,
    callId: call.callId,
    idempotencyKey: raw.headers.get('idempotency-key'),
    signature: secrets.length > 0 ? signature : null,
  })
  return {
    who: { call, ...(requestKey && { requestKey }) },
    input: args,
    ...(call.clientId && {
      countAs: { counted: 'client', key: call.clientId.toLowerCase().slice(0, 100) },
    }),
  }
}

/** A scheduler or operator with CYCLE_TOKEN as bearer token. */
export const operator: Caller<object> = (raw) => {
  const { CYCLE_TOKEN: token } = config()
  const said = /^Bearer (.+)$/i.exec(raw.headers.get('authorization') ?? '')?.[1]
  if (!raw.scheduled && (!token || !said || !isSame(said, token))) {
    throw unauthorized('no_token', 'Send CYCLE_TOKEN as a bearer token.')
  }
  return { who: {}, input: undefined }
}

/** Anyone at all. */
export const anyone: Caller<object> = () => ({ who: {}, input: undefined })

/** Anyone's browser, its visits counted by address. */
export const visitor: Caller<object> = ({ peer }) => ({
  who: {},
  input: undefined,
  ...(peer && { countAs: { counted: 'visitor', key: addressBlock(peer) } }),
})

/** Compares secrets in a time that does not depend on where, or by how much, they differ. */
export function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

function unauthorized(code: string, detail: string): Problem {
  return new Problem(401, code, detail)
}
