import { pino } from 'pino'
import { systemClock } from './clock.ts'
import { config } from './config.ts'
import { loggable, type LogFields } from './log-fields.ts'

/** Writes one line; `event` is a fixed text of ours. */
type Write = (fields: LogFields, event?: string) => void

/** Writes JSON lines of allowed fields only. */
export type Log = Record<'debug' | 'info' | 'warn' | 'error' | 'fatal', Write>

let current: Log | undefined

/** The process's log, on standard output. Whatever it is given, only what `LogFields` names gets out. */
export function log(): Log {
  current ??= logTo()
  return current
}

/** A log that writes to `lines` (standard output when absent), at the configured level. */
export function logTo(lines?: { write(line: string): void }): Log {
  const options = {
    level: config().LOG_LEVEL,
    base: null,
    timestamp: () => `,"time":"${new Date(systemClock.now()).toISOString()}"`,
  }
  const logger = lines ? pino(options, lines) : pino(options)
  const at = (level: keyof Log) => (fields: LogFields, event?: string) =>
    logger[level](loggable({ ...fields, ...(event !== undefined && { event }) }))
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  }
}
