import { compared, percentile, type Figure } from '../figures.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

const clients = 25

/** Questions of calls whose beginning was announced, against a handler that asks nobody. */
export async function measureKnown(world: World, rounds: number): Promise<Figure[]> {
  await warmUp(world)
  await world.upstream({ googleMs: 80 })
  world.first(true)
  const floor: number[] = []
  const service: number[] = []
  let calls = 0
  for (let run = 0; run < rounds; run++) {
    const started = { port: world.service.port, path: '/call-events', what: 'started' } as const
    await world.load({ aims: [{ ...started, clients, run }], count: clients, connections: 4 })
    await new Promise((resolve) => setTimeout(resolve, 500))
    await world.upstream()
    // Within the half minute for which what was fetched is used.
    const aims = [check(world.floor, '/bare'), { ...check(world.service), clients }]
    const [ofFloor, ofService] = await world.load({ aims, rate: 50, count: 1000 })
    floor.push(...(ofFloor?.times ?? []))
    service.push(...(ofService?.times ?? []))
    const { google, supabase } = await world.upstream()
    calls += google + supabase
  }
  world.first(false)
  const at = (share: number, name: string) =>
    compared(`After call_started, against a handler without upstream: ${name}`, {
      floor: percentile(floor, share),
      service: percentile(service, share),
      ...(share === 0.99 && { most: 3 }),
    })
  return [
    at(0.5, 'p50'),
    at(0.99, 'p99'),
    { name: 'Upstream calls of it', service: `${calls}`, target: '0', isMet: calls === 0 },
  ]
}
