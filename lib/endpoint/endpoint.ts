import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { systemClock, type Clock } from '../clock.ts'
import { config } from '../config.ts'
import { deadlineIn } from '../deadline.ts'
import type { Host } from '../host.ts'
import type { Limits } from '../limits/limits.ts'
import { sharedLimits } from '../limits/shared-limits.ts'
import { log } from '../log.ts'
import { readBytes } from './body.ts'
import type { RawRequest } from './callers.ts'
import { canonicalLine, describe, type Notes } from './canonical-line.ts'
import type { Endpoint, EndpointOptions, Reply } from './contract.ts'
import { refuseProxied, requireMethod } from './envelope.ts'
import { finish } from './finish.ts'
import { runFunction } from './functions-adapter.ts'
import { keptTraces } from '../trace/kept-traces.ts'
import { recorder, serverTiming, type Recorder } from '../trace/recorder.ts'
import { traceOf } from '../trace/trace-of.ts'
import { peerOf } from './peer.ts'
import { Problem, problemResponse } from './problem.ts'
import { recognise, tooMany } from './recognise.ts'

/** One request on its way through an endpoint. */
type Passage<Deps> = {
  request: Request
  host: Host
  deps: Deps
  requestId: string
  note: (fields: Notes) => void
  trace: Recorder
}

/** Makes an endpoint: method, deadline, raw body, caller, limit, schema, error mapping and the log line, in this order. */
export function endpoint<Who, Body, Deps extends object>(
  options: EndpointOptions<Who, Body, Deps>,
): Endpoint<Deps> {
  const fetch: Endpoint<Deps>['fetch'] = async (request, host, given) => {
    const requestId = randomUUID()
    const line = canonicalLine(pathOf(request, options.paths), requestId)
    const trace = recorder()
    let answer: Reply
    try {
      const deps = given ?? options.deps(host)
      answer = await pass(options, { request, host, deps, requestId, note: line.note, trace })
    } catch (error) {
      const problem = error instanceof Problem ? error : unexpected(error)
      line.failed(problem)
      answer = problemResponse(problem, requestId)
    }
    const taken = trace.taken()
    const timing = serverTiming(taken)
    const response = line.write(finish(answer, { requestId, method: request.method, timing }))
    // Requests of no client decide nothing worth looking back on.
    if (line.fields.clientId !== undefined) {
      keptTraces(host)?.keep(traceOf(line.fields, systemClock.now(), taken))
    }
    return response
  }
  return { paths: options.paths, fetch, main: (event) => runFunction(event, fetch) }
}

/** The answer to a path nothing is mounted on. */
export function unknownPath(): Response {
  const problem = new Problem(404, 'no_such_path', 'Nothing answers here.')
  return finish(problemResponse(problem, ''), { requestId: '', method: 'GET' })
}

async function pass<Who, Body, Deps extends object>(
  options: EndpointOptions<Who, Body, Deps>,
  { request, host, deps, requestId, note, trace }: Passage<Deps>,
): Promise<Reply> {
  const clock = 'clock' in deps ? (deps.clock as Clock) : systemClock
  const limits = () => ('limits' in deps ? (deps.limits as Limits) : sharedLimits())
  refuseProxied(request)
  requireMethod(request, options.method)
  const deadline = deadlineIn(clock, options.deadlineMs?.() ?? 10_000)
  const raw = await readRequest(request, host, clock)
  const { who, input, taken } = await recognise(raw, options.caller, limits)
  // Where there is no schema, the type of `body` is undefined.
  const body = options.body
    ? v.safeParse(options.body, input)
    : ({ success: true, output: undefined as Body } as const)
  if (!taken.ok && !(options.overLimit && body.success)) throw tooMany(taken)
  if (!body.success) {
    if (!options.unusable) throw new Problem(400, 'unusable_body', v.summarize(body.issues))
    note({ outcome: 'unusable' })
    return options.unusable(body.issues, who)
  }
  const after: Host['after'] = (work) => host.after(() => logged(work, requestId))
  const rest = {
    request,
    url: new URL(request.url),
    deps,
    host,
    deadline,
    requestId,
    note,
    trace,
    after,
  }
  const context = { ...who, ...rest, body: body.output }
  if (!taken.ok && options.overLimit) {
    note({ reason: 'over_limit' })
    return options.overLimit(context)
  }
  return options.handle(context)
}

async function readRequest(request: Request, host: Host, clock: Clock): Promise<RawRequest> {
  return {
    headers: request.headers,
    bytes: await readBytes(request),
    peer: peerOf(request.headers, host.peer, config().TRUSTED_PROXY_HOPS),
    now: clock.now(),
    scheduled: host.scheduled ?? false,
  }
}

/** The path that was asked for; a platform may mount an endpoint elsewhere, which is then known by its first. */
function pathOf({ url }: Request, paths: readonly string[]): string {
  const asked = new URL(url).pathname
  return paths.includes(asked) ? asked : (paths[0] ?? '')
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
