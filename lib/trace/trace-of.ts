import type { LogFields } from '../log-fields.ts'
import type { Recorder } from './recorder.ts'
import type { Trace } from './trace.ts'

const noted = ['clientId', 'callId', 'action', 'outcome', 'reason', 'failure'] as const

/** The trace of an answered request, from its log line and its recorder. */
export function traceOf(
  line: LogFields,
  at: number,
  recorded: ReturnType<Recorder['taken']>,
): Trace {
  const notes = noted.filter((name) => line[name] !== undefined)
  return {
    requestId: String(line.requestId),
    at,
    endpoint: String(line.endpoint),
    status: Number(line.status),
    ...Object.fromEntries(notes.map((name) => [name, String(line[name])])),
    ...recorded,
  }
}
