import { compared, median, percentile, type Figure } from '../figures.ts'
import { cpuMs } from '../processes.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** Times of both sides, for the chart. */
export type WarmTimes = { service: number[]; floor: number[] }

/**
 * A warm check at 80 ms to Google: floor and service take turns on one schedule, 50 requests a second each,
 * so that whatever else the machine does hits both alike.
 */
export async function measureWarm(
  world: World,
  requests: number,
): Promise<{ figures: Figure[]; times: WarmTimes }> {
  await warmUp(world)
  await world.upstream({ googleMs: 80, supabaseMs: 80 })
  const { floor, service } = world
  const before = [cpuMs(floor.pid), cpuMs(service.pid)] as const
  const aims = [check(floor), check(service)]
  const [ofFloor, ofService] = await world.load({ aims, rate: 50, count: requests })
  const cpu = [cpuMs(floor.pid) - before[0], cpuMs(service.pid) - before[1]] as const
  const { google, supabase } = await world.upstream()
  const times = { floor: ofFloor?.times ?? [], service: ofService?.times ?? [] }
  const at = (share: number, name: string, most?: number) =>
    compared(`check-availability, warm, 80 ms to Google, 50/s: ${name}`, {
      floor: percentile(times.floor, share),
      service: percentile(times.service, share),
      ...(most !== undefined && { most }),
    })
  const perRequest = { floor: cpu[0] / requests, service: cpu[1] / requests, most: 4 }
  const calls = (google - requests) / requests
  const figures: Figure[] = [
    at(0.5, 'p50', 1.05),
    at(0.99, 'p99', 1.05),
    at(0.999, 'p99.9'),
    compared('CPU a request', perRequest),
    {
      name: 'Calls to Google a check, and to Supabase',
      service: `${calls.toFixed(3)}, ${(supabase / requests).toFixed(3)}`,
      target: '1, 0',
      isMet: calls <= 1.001 && supabase / requests < 0.01,
    },
    failures(ofFloor?.failed ?? 0, ofService?.failed ?? 0),
  ]
  return { figures, times }
}

/** The median of the quickest: what is left when the machine does nothing else. */
export function quiet(times: readonly number[]): number {
  return median(times.toSorted((a, b) => a - b).slice(0, times.length / 2))
}

function failures(floor: number, service: number): Figure {
  return {
    name: 'Failed',
    floor: `${floor}`,
    service: `${service}`,
    target: '0',
    isMet: service === 0,
  }
}
