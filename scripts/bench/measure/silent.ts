import { ms, percentile, type Figure } from '../figures.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** The longest any one step may wait for Supabase when what it says is known from before. */
const subDeadlineMs = 700

/**
 * Supabase takes requests and never answers, right after a restart: nothing is in memory, all is in the
 * mirror. The first call waits for it once; those after it do not.
 */
export async function measureSilent(world: World, requests: number): Promise<Figure[]> {
  await warmUp(world)
  const healthy = await one(world, requests)
  await world.upstream({ supabaseSilent: true })
  await world.restart()
  await fetch(`http://127.0.0.1:${world.service.port}/health`)
  const [first = Number.NaN, ...later] = (await one(world, requests)).times
  await world.upstream({ supabaseSilent: false })
  const [before, after] = [percentile(healthy.times, 0.99), percentile(later, 0.99)]
  return [
    {
      name: 'Supabase silent after a restart: the first call',
      service: ms(first),
      target: `≤ ${subDeadlineMs} ms and the code’s first run`,
      isMet: first <= subDeadlineMs + 300,
    },
    {
      name: 'Supabase silent: the calls after it, p99 (healthy beside it)',
      floor: ms(before),
      service: ms(after),
      ratio: `${(after / before).toFixed(2)}×`,
      target: 'within noise',
      isMet: after <= Math.max(3 * before, 50),
    },
  ]
}

/** One request after another, as a slow day has them. */
async function one(world: World, count: number) {
  const [outcome] = await world.load({ aims: [check(world.service)], count, connections: 1 })
  return outcome ?? { times: [], failed: 0, seconds: 0 }
}
