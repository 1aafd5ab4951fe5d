/**
 * What ends a request early, sent as RFC 9457 problem JSON. `code` is ours and stable; `detail` is
 * written for the caller; `message`, where given, is for the voice agent to say, as in every answer it
 * gets. `cause` stays inside.
 */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly headers: Readonly<Record<string, string>>
  readonly said: string | undefined
  constructor(
    status: number,
    code: string,
    detail: string,
    options: { headers?: Record<string, string>; cause?: unknown; message?: string } = {},
  ) {
    super(`${status} ${code}`, { cause: options.cause })
    this.status = status
    this.code = code
    this.detail = detail
    this.headers = options.headers ?? {}
    this.said = options.message
  }
}

const titles: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** The problem as a response. */
export function problemResponse(problem: Problem, requestId: string): Response {
  const body = {
    type: 'about:blank',
    title: titles[problem.status] ?? 'Error',
    status: problem.status,
    code: problem.code,
    detail: problem.detail,
    requestId,
    ...(problem.said !== undefined && { message: problem.said }),
  }
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: { ...problem.headers, 'content-type': 'application/problem+json' },
  })
}
