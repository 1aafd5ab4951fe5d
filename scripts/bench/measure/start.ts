import { compared, median, type Figure } from '../figures.ts'
import { residentMb, start } from '../processes.ts'
import type { World } from '../world.ts'

const idleMs = 5000

/** From the start of the process to its first answer, and the memory it then sits on. */
export async function measureStart(world: World): Promise<Figure[]> {
  const scripts = { floor: 'floor.ts', service: '../start.js' }
  const times = { floor: [] as number[], service: [] as number[] }
  const resident: number[] = []
  for (let round = 0; round < 7; round++) {
    for (const side of ['floor', 'service'] as const) {
      const begun = performance.now()
      const process = await start(scripts[side], {
        ...world.env,
        DATA_DIR: `${world.folder}/start`,
      })
      await fetch(`http://127.0.0.1:${process.port}/health`)
      times[side].push(performance.now() - begun)
      if (side === 'service' && round % 3 === 0) {
        await new Promise((resolve) => setTimeout(resolve, idleMs))
        resident.push(residentMb(process.pid))
      }
      await process.end()
    }
  }
  const memory = median(resident)
  return [
    compared('Cold start to the first answer, against a bare Hono process', {
      floor: median(times.floor.slice(1)),
      service: median(times.service.slice(1)),
      most: 4,
    }),
    {
      name: 'Memory at rest',
      service: `${memory.toFixed(0)} MB`,
      target: '≤ 120 MB',
      isMet: memory <= 120,
    },
  ]
}
