import { compared, median, ms, percentile, type Figure } from '../figures.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** The longest any one step may wait for Supabase when what it says is known from before. */
const subDeadlineMs = 700

/**
 * Supabase takes requests and never answers, right after a restart: nothing is in memory, all is in the
 * mirror. The first call waits for it once; those after it do not. Beside it the same restart in health.
 */
export async function measureSilent(world: World, rounds: number): Promise<Figure[]> {
  await warmUp(world)
  const healthy: Restarted = { first: [], later: [] }
  const silent: Restarted = { first: [], later: [] }
  for (let round = 0; round < rounds; round++) {
    await restarted(world, healthy, false)
    await restarted(world, silent, true)
  }
  await world.upstream({ supabaseSilent: false })
  const waited = median(silent.first) - median(healthy.first)
  return [
    {
      name: 'Supabase silent after a restart: the first call (healthy beside it)',
      floor: ms(median(healthy.first)),
      service: ms(median(silent.first)),
      target: `${subDeadlineMs} ms more`,
      isMet: waited <= subDeadlineMs,
    },
    compared('The 200 calls after it, p99 (healthy beside it; within noise)', {
      floor: percentile(healthy.later, 0.99),
      service: percentile(silent.later, 0.99),
      most: 1.5,
    }),
  ]
}

type Restarted = { first: number[]; later: number[] }

/** One request after another, as a slow day has them, each of another client than the last. */
async function restarted(world: World, times: Restarted, supabaseSilent: boolean): Promise<void> {
  await world.upstream({ supabaseSilent })
  await world.restart()
  await fetch(`http://127.0.0.1:${world.service.port}/health`)
  const [outcome] = await world.load({ aims: [check(world.service)], count: 201, connections: 1 })
  const [first = Number.NaN, ...later] = outcome?.times ?? []
  times.first.push(first)
  times.later.push(...later)
}
