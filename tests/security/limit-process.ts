// One of several processes that share their limits: forked by a test, asked by messages.
import { configure } from '../../lib/config.ts'
import { redisLimits } from '../../lib/limits/redis-limits.ts'
import { connectRedis } from '../../lib/redis.ts'

export type Asked =
  | { id: number; take: { key: string; times: number } }
  | { id: number; ready: true }
export type Answered = { id: number; admitted?: number; ready?: boolean }

const together = 20

configure({ LOG_LEVEL: 'silent' }, 'local')
const redis = await connectRedis(process.argv[2] ?? '')
const limits = redisLimits(redis, { client: 100, failed: 1, visitor: 1 })

process.on('message', (asked: Asked) => {
  void answer(asked).then((answered) => process.send?.(answered))
})

async function answer(asked: Asked): Promise<Answered> {
  if ('ready' in asked) return { id: asked.id, ready: redis.status === 'ready' }
  const { key, times } = asked.take
  let admitted = 0
  // Few at a time: a burst that keeps this process busy for longer than Redis is waited for would look like silence.
  for (let left = times; left > 0; left -= together) {
    const some = Array.from({ length: Math.min(left, together) }, () => limits.take('client', key))
    admitted += (await Promise.all(some)).filter(({ ok }) => ok).length
  }
  return { id: asked.id, admitted }
}
