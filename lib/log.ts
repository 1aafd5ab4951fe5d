import { pino, type Logger } from 'pino'
import { config } from './config.ts'

let logger: Logger | undefined

/** The process's logger: JSON lines on standard output. Log ids, never names, numbers, words, tokens or error objects. */
export function log(): Logger {
  logger ??= pino({
    level: config().LOG_LEVEL,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  })
  return logger
}
