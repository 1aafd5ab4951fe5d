import type { Redis } from 'ioredis'
import { config, type Config } from './config.ts'
import { log } from './log.ts'

const answerMs = 250

/**
 * A connection to Redis or Valkey for what is nice to share and never needed: a command fails at once
 * while there is no connection, and within a quarter of a second when there is no answer.
 */
export async function connectRedis(url: string): Promise<Redis> {
  const { Redis } = await import('ioredis')
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 1000,
    commandTimeout: answerMs,
    // A connection that swallows commands is given up, so that the next ones fail at once.
    socketTimeout: 2 * answerMs,
    retryStrategy: (attempt) => Math.min(attempt * 200, 5000),
  })
  let isTold = false
  redis.on('error', () => {
    if (!isTold) log().warn({ event: 'redis_lost' })
    isTold = true
  })
  redis.on('ready', () => {
    if (isTold) log().info({ event: 'redis_back' })
    isTold = false
  })
  return redis
}

const connections = new WeakMap<Config, Promise<Redis>>()

/** The process's connection, by the configuration; undefined when none is configured. */
export function sharedRedis(): Promise<Redis> | undefined {
  const settings = config()
  if (!settings.REDIS_URL) return undefined
  const connection = connections.get(settings) ?? connectRedis(settings.REDIS_URL)
  connections.set(settings, connection)
  return connection
}

/**
 * A subject on which processes tell each other what is nice to know and never needed: what is told while there
 * is no connection is lost. `heard` gets what any process tells, this one included; the result tells.
 */
export function redisTopic(
  connection: Promise<Redis>,
  name: string,
  heard: (message: string) => void,
): (message: string) => void {
  void connection.then((redis) => {
    // A connection that listens takes no other commands. Its errors are the first one's too, which tells of them.
    const listener = redis.duplicate({ autoResubscribe: false })
    listener.on('error', () => undefined)
    listener.on('message', (_name: string, message: string) => heard(message))
    listener.on('ready', () => {
      listener.subscribe(name).catch(() => listener.disconnect(true))
    })
  })
  return (message) => {
    connection.then((redis) => redis.publish(name, message)).catch(() => undefined)
  }
}
