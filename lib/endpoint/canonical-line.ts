import { systemClock } from '../clock.ts'
import { VendorFailure } from '../failure.ts'
import { log } from '../log.ts'
import { meters } from '../metrics/meters.ts'
import type { LogFields } from '../log-fields.ts'
import type { Problem } from './problem.ts'

/** What a handler may add to its log line. Ids and codes only. */
export type Notes = Omit<LogFields, 'endpoint' | 'requestId' | 'status' | 'ms'>

/** One request's log line in the making. */
export type CanonicalLine = {
  note: (notes: Notes) => void
  failed: (problem: Problem) => void
  write: (response: Response) => Response
  /** What the line says so far. */
  fields: Readonly<LogFields>
}

/** Collects one request's log line: endpoint, request id, status, duration and what the handler notes. */
export function canonicalLine(endpoint: string, requestId: string): CanonicalLine {
  const started = systemClock.now()
  const fields: LogFields = { endpoint, requestId }
  return {
    fields,
    note: (notes) => {
      Object.assign(fields, notes)
    },
    failed: (problem) => {
      fields.code = problem.code
      if (problem.cause !== undefined && problem.status >= 500)
        fields.cause = describe(problem.cause)
    },
    write: (response) => {
      fields.status = response.status
      fields.ms = systemClock.now() - started
      const outcome = String(fields.outcome ?? fields.action ?? fields.code ?? '')
      meters().answered(endpoint, response.status, outcome, fields.ms)
      if (response.status >= 500) log().error(fields)
      else log().info(fields)
      return response
    },
  }
}

/** An error as it may be logged: its kind and place, never its message, which may quote what a person said. */
export function describe(error: unknown): string {
  if (error instanceof VendorFailure) return error.message
  if (!(error instanceof Error)) return typeof error
  const place = error.stack?.split('\n').find((row) => row.trimStart().startsWith('at '))
  return `${error.name}${place ? ` ${place.trim()}` : ''}`
}
