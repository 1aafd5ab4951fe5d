import { median, type Figure } from '../figures.ts'
import type { Process } from '../processes.ts'
import type { World } from '../world.ts'
import { check, warmUp } from './warm-up.ts'

/** Requests a second when Google answers at once and 32 connections ask as fast as they can. */
export async function measureSaturation(world: World, requests: number): Promise<Figure[]> {
  await warmUp(world)
  const rates = { floor: [] as number[], service: [] as number[] }
  const rate = async (process: Process) => {
    const job = { aims: [check(process)], count: requests, connections: 32 }
    const [outcome] = await world.load(job)
    return (outcome?.times.length ?? 0) / (outcome?.seconds ?? 1)
  }
  for (let round = 0; round < 5; round++) {
    rates.floor.push(await rate(world.floor))
    rates.service.push(await rate(world.service))
  }
  const [floor, service] = [median(rates.floor), median(rates.service)]
  const share = service / floor
  return [
    {
      name: 'Saturation, Google answering at once (an n8n workflow: 24/s)',
      floor: `${floor.toFixed(0)}/s`,
      service: `${service.toFixed(0)}/s`,
      ratio: `${(share * 100).toFixed(0)}%`,
      target: '≥ 25%',
      isMet: share >= 0.25,
    },
  ]
}
