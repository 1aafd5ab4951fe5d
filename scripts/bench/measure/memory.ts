import type { Figure } from '../figures.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

type Memory = { live: number; rss: number }

/** How much more memory is in use after many requests, collected before each look; the first tenth fills caches. */
export async function measureMemory(world: World, requests: number): Promise<Figure[]> {
  await warmUp(world)
  const samples: Memory[] = []
  for (let part = 0; part < 11; part++) {
    const count = Math.ceil(requests / 10)
    await world.load({ aims: [check(world.service)], count, connections: 16 })
    samples.push(await world.service.ask<Memory>({}))
  }
  const grown = slope(samples.slice(1).map(({ live }) => live)) * 10
  const resident = slope(samples.slice(1).map(({ rss }) => rss)) * 10
  return [
    {
      name: `Memory in use after collection, growth over ${requests.toLocaleString('en')} requests`,
      service: `${grown.toFixed(1)} MB (resident ${resident.toFixed(1)} MB)`,
      target: '≤ 5 MB',
      isMet: grown <= 5,
    },
  ]
}

/** Least squares, a step. */
function slope(values: number[]): number {
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length
  const [x, y] = [mean(values.map((_, i) => i)), mean(values)]
  const over = values.reduce((sum, value, i) => sum + (i - x) * (value - y), 0)
  return over / values.reduce((sum, _, i) => sum + (i - x) ** 2, 0)
}
