import { ConfigError } from '../config.ts'
import type { Host } from '../host.ts'
import { isRecord } from './body.ts'
import { Problem, problemResponse } from './problem.ts'

/**
 * A raw web event of Digital Ocean Functions: `http` with lower-case header names and a body that is
 * base64 when `isBase64Encoded`; older events carry the same under `__ow_*`. A scheduled event has neither.
 */
export type FunctionEvent = Record<string, unknown>

/** What a function returns; several `set-cookie` values go as a list. */
export type FunctionResult = {
  statusCode: number
  headers: Record<string, string | string[]>
  body: string
}

/**
 * Runs one event through an endpoint's `fetch`, awaiting the work it left behind: after the answer the
 * process is frozen. Never throws: what is thrown out of here reaches the caller as it is.
 */
export async function runFunction(
  event: FunctionEvent,
  fetch: (request: Request, host: Host) => Promise<Response>,
): Promise<FunctionResult> {
  try {
    const { request, scheduled } = requestOf(event)
    const behind: Promise<void>[] = []
    const host: Host = {
      peer: request.headers.get('do-connecting-ip') ?? '',
      scheduled,
      after: (work) => void behind.push(work()),
    }
    const response = await fetch(request, host)
    await Promise.all(behind)
    return await resultOf(response)
  } catch (error) {
    if (error instanceof ConfigError) console.error(error.message)
    return resultOf(problemResponse(problemOf(error), ''))
  }
}

function problemOf(error: unknown): Problem {
  return error instanceof UnreadableEvent
    ? new Problem(400, 'not_http', 'The request cannot be read.')
    : new Problem(500, 'internal', 'Something went wrong on our side.')
}

class UnreadableEvent extends Error {
  override name = 'UnreadableEvent'
}

/** The event as a Request. The host name is a placeholder: absolute addresses come from the configuration. */
function requestOf(event: FunctionEvent): { request: Request; scheduled: boolean } {
  // Anything of HTTP in an event means that somebody on the web sent it.
  if (!Object.keys(event).some((key) => key === 'http' || key.startsWith('__ow_'))) {
    return { request: new Request('http://function/', { method: 'POST' }), scheduled: true }
  }
  const http = isRecord(event['http']) ? event['http'] : undefined
  const part = (name: string) => (http ? http[name] : event[`__ow_${name}`])
  const query = http ? http['queryString'] : event['__ow_query']
  const search = typeof query === 'string' && query ? `?${query.replace(/^\?/, '')}` : ''
  const isBase64 = (http ? http['isBase64Encoded'] : event['__ow_isBase64Encoded']) === true
  const body = part('body')
  const verb = String(part('method')).toUpperCase()
  const hasBody = typeof body === 'string' && verb !== 'GET' && verb !== 'HEAD'
  try {
    const request = new Request(`http://function${pathOf(part('path'))}${search}`, {
      method: verb,
      headers: headersOf(part('headers')),
      ...(hasBody && { body: Buffer.from(body, isBase64 ? 'base64' : 'utf8') }),
    })
    return { request, scheduled: false }
  } catch (cause) {
    throw new UnreadableEvent('not a request', { cause })
  }
}

/** Always from one slash on: anything else could be read as part of the host. */
function pathOf(given: unknown): string {
  return typeof given === 'string' ? `/${given.replace(/^\/+/, '')}` : '/'
}

function headersOf(given: unknown): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(isRecord(given) ? given : {})) {
    // The length on the wire is not the decoded body's.
    if (typeof value === 'string' && name !== 'content-length') headers.set(name, value)
  }
  return headers
}

async function resultOf(response: Response): Promise<FunctionResult> {
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of response.headers) headers[name] = value
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) headers['set-cookie'] = cookies
  return { statusCode: response.status, headers, body: await response.text() }
}
