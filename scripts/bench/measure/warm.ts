import type { Outcome } from '../load.ts'
import { compared, median, percentile, type Figure } from '../figures.ts'
import { cpuMs } from '../processes.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** Times of both sides, for the chart. */
export type WarmTimes = { service: number[]; floor: number[] }

const rate = 50
const perRound = 1000

/**
 * A warm check at 80 ms to Google: floor and service take turns on one schedule, 50 requests a second each,
 * so that whatever else the machine does hits both alike. A percentile is the median of those of the rounds.
 */
export async function measureWarm(
  world: World,
  rounds: number,
): Promise<{ figures: Figure[]; times: WarmTimes }> {
  await warmUp(world)
  await world.upstream({ googleMs: 80, supabaseMs: 80 })
  const { floor, service } = world
  const before = [cpuMs(floor.pid), cpuMs(service.pid)] as const
  const aims = [check(floor), check(service)]
  const seen: [Outcome, Outcome][] = []
  world.first(true)
  for (let round = 0; round < rounds; round++) {
    seen.push((await world.load({ aims, rate, count: perRound })) as [Outcome, Outcome])
  }
  world.first(false)
  const requests = rounds * perRound
  const cpu = {
    floor: (cpuMs(floor.pid) - before[0]) / requests,
    service: (cpuMs(service.pid) - before[1]) / requests,
  }
  const { google, supabase } = await world.upstream()
  const calls = (google - requests) / requests
  const figures: Figure[] = [
    at(seen, 0.5, 'p50', 1.05),
    at(seen, 0.99, 'p99', 1.05),
    at(seen, 0.999, 'p99.9'),
    compared('CPU a request', { ...cpu, most: 4 }),
    {
      name: 'Calls to Google a check, and to Supabase',
      service: `${calls.toFixed(3)}, ${(supabase / requests).toFixed(3)}`,
      target: '1, 0',
      isMet: calls <= 1.001 && supabase / requests < 0.01,
    },
    failures(seen),
  ]
  return { figures, times: { floor: timesOf(seen, 0), service: timesOf(seen, 1) } }
}

function at(seen: [Outcome, Outcome][], share: number, name: string, most?: number): Figure {
  const side = (of: 0 | 1) => median(seen.map((round) => percentile(round[of].times, share)))
  return compared(`check-availability, warm, 80 ms to Google, ${rate}/s: ${name}`, {
    floor: side(0),
    service: side(1),
    ...(most !== undefined && { most }),
  })
}

function timesOf(seen: [Outcome, Outcome][], of: 0 | 1): number[] {
  return seen.flatMap((round) => round[of].times)
}

function failures(seen: [Outcome, Outcome][]): Figure {
  const failed = ([0, 1] as const).map((of) => seen.reduce((sum, r) => sum + r[of].failed, 0))
  const [floor = 0, service = 0] = failed
  return {
    name: 'Failed',
    floor: `${floor}`,
    service: `${service}`,
    target: '0',
    isMet: service === 0,
  }
}
