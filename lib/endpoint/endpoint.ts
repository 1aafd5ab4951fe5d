import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { systemClock, type Clock } from '../clock.ts'
import { config } from '../config.ts'
import { deadlineIn, type Deadline } from '../deadline.ts'
import type { Host } from '../host.ts'
import { log } from '../log.ts'
import { readBytes } from './body.ts'
import type { Caller } from './callers.ts'
import { runFunction, type FunctionEvent, type FunctionResult } from './functions-adapter.ts'
import { canonicalLine, describe, type Notes } from './canonical-line.ts'
import { Problem, problemResponse } from './problem.ts'

type Method = 'GET' | 'POST' | 'OPTIONS'

/** An answer: a Response as it is, or an object sent as 200 JSON with the `request_id` added. */
export type Reply = Response | Record<string, unknown>

/** What a handler is given. `who` comes from the caller; `body` has passed the schema. */
export type Context<Who, Body, Deps> = Who & {
  request: Request
  url: URL
  body: Body
  deps: Deps
  host: Host
  deadline: Deadline
  requestId: string
  /** Work behind the answer; never for what was promised as durable. */
  after: Host['after']
  /** Adds fields to this request's one log line: ids and codes, never personal data. */
  note: (fields: Notes) => void
}

export type EndpointOptions<Who, Body, Deps> = {
  paths: readonly string[]
  method: Method | readonly Method[]
  caller: Caller<Who>
  body?: v.GenericSchema<unknown, Body>
  /** Answers a recognised caller whose arguments do not fit `body`; without it they get a 400. */
  unusable?(issues: v.BaseIssue<unknown>[], who: Who): Reply
  /** What the handler uses, built from what the platform offers; a `clock` among it also times the request. */
  deps(host: Host): Deps
  /** Milliseconds an answer may take; 10 s when absent. */
  deadlineMs?(): number
  handle(context: Context<Who, Body, Deps>): Promise<Reply> | Reply
}

/** One endpoint, the same on every platform. */
export type Endpoint<Deps> = {
  paths: readonly string[]
  /** Answers a request; never throws. `deps` replaces what the platform would give (tests). */
  fetch: (request: Request, host: Host, deps?: Deps) => Promise<Response>
  /** Digital Ocean Functions' entry. */
  main: (event: FunctionEvent) => Promise<FunctionResult>
}

/** Makes an endpoint: method, raw body, caller, schema, deadline, error mapping and the log line, in this order. */
export function endpoint<Who, Body, Deps extends object>(
  options: EndpointOptions<Who, Body, Deps>,
): Endpoint<Deps> {
  const fetch: Endpoint<Deps>['fetch'] = async (request, host, given) => {
    const requestId = randomUUID()
    const line = canonicalLine(options.paths[0] ?? '', requestId)
    let response: Response
    try {
      response = await answer(request, host, given ?? options.deps(host), requestId, line.note)
    } catch (error) {
      const problem = error instanceof Problem ? error : unexpected(error)
      line.failed(problem)
      response = problemResponse(problem, requestId)
    }
    return line.write(finish(response, requestId, request.method))
  }

  async function answer(
    request: Request,
    host: Host,
    deps: Deps,
    requestId: string,
    note: (fields: Notes) => void,
  ): Promise<Response> {
    const clock = 'clock' in deps ? (deps.clock as Clock) : systemClock
    refuseProxied(request)
    requireMethod(request, options.method)
    const deadline = deadlineIn(clock, options.deadlineMs?.() ?? 10_000)
    const bytes = await readBytes(request)
    const raw = {
      headers: request.headers,
      bytes,
      now: clock.now(),
      scheduled: host.scheduled ?? false,
    }
    const { who, input } = options.caller(raw)
    const context = {
      ...who,
      request,
      url: new URL(request.url),
      deps,
      host,
      deadline,
      requestId,
      after: (work: () => Promise<void>) => host.after(() => logged(work, requestId)),
      note,
    }
    if (!options.body)
      return reply(await options.handle({ ...context, body: undefined as Body }), requestId)
    const body = v.safeParse(options.body, input)
    if (body.success)
      return reply(await options.handle({ ...context, body: body.output }), requestId)
    if (!options.unusable) throw new Problem(400, 'unusable_body', v.summarize(body.issues))
    note({ outcome: 'unusable' })
    return reply(options.unusable(body.issues, who), requestId)
  }

  return { paths: options.paths, fetch, main: (event) => runFunction(event, fetch) }
}

/** The answer to a path nothing is mounted on. */
export function unknownPath(): Response {
  return finish(
    problemResponse(new Problem(404, 'no_such_path', 'Nothing answers here.'), ''),
    '',
    'GET',
  )
}

function refuseProxied(request: Request): void {
  if (config().mode !== 'local') return
  // Behind a proxy the whole internet would look like this machine.
  if ([...request.headers.keys()].some((name) => /^(x-forwarded-|forwarded$)/.test(name))) {
    throw new Problem(403, 'local_mode', 'Local mode answers no proxied requests.')
  }
}

function requireMethod(request: Request, method: Method | readonly Method[]): void {
  const allowed = typeof method === 'string' ? [method] : method
  const asked = request.method === 'HEAD' ? 'GET' : request.method
  if ((allowed as readonly string[]).includes(asked)) return
  const allow = allowed.join(', ')
  throw new Problem(405, 'wrong_method', `Use ${allow}.`, { headers: { allow } })
}

function reply(given: Reply, requestId: string): Response {
  return given instanceof Response ? given : Response.json({ ...given, request_id: requestId })
}

function finish(response: Response, requestId: string, method: string): Response {
  const headers = new Headers(response.headers)
  if (requestId) headers.set('x-request-id', requestId)
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  const body = method === 'HEAD' ? null : response.body
  return new Response(body, { status: response.status, headers })
}

/** Nobody waits for this work, so its failure is told here or nowhere. */
async function logged(work: () => Promise<void>, requestId: string): Promise<void> {
  try {
    await work()
  } catch (error) {
    log().error({ requestId, behind: describe(error) })
  }
}

function unexpected(cause: unknown): Problem {
  return new Problem(500, 'internal', 'Something went wrong on our side.', { cause })
}
