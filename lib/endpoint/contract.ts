import type * as v from 'valibot'
import type { Deadline } from '../deadline.ts'
import type { Host } from '../host.ts'
import type { Caller } from './callers.ts'
import type { Recorder } from '../trace/recorder.ts'
import type { Notes } from './canonical-line.ts'
import type { FunctionEvent, FunctionResult } from './functions-adapter.ts'

export type Method = 'GET' | 'POST' | 'OPTIONS'

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
  /** Times the steps of the request, and keeps what it decided by. */
  trace: Recorder
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
  /**
   * What the handler uses, built from what the platform offers. A `clock` among it also times the
   * request, and `limits` stand in for the process's.
   */
  deps(host: Host): Deps
  /** Milliseconds an answer may take; 10 s when absent. */
  deadlineMs?(): number
  handle(context: Context<Who, Body, Deps>): Promise<Reply> | Reply
  /** Answers instead of `handle` when the caller is over its limit, for what must not be lost; without it they get a 429. */
  overLimit?(context: Context<Who, Body, Deps>): Promise<Reply> | Reply
}

/** One endpoint, the same on every platform. */
export type Endpoint<Deps> = {
  paths: readonly string[]
  /** Answers a request; never throws. `deps` replaces what the platform would give (tests). */
  fetch: (request: Request, host: Host, deps?: Deps) => Promise<Response>
  /** Digital Ocean Functions' entry. */
  main: (event: FunctionEvent) => Promise<FunctionResult>
}
