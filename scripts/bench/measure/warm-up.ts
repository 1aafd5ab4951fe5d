import type { Aim } from '../load.ts'
import type { Process } from '../processes.ts'
import type { World } from '../world.ts'

/** Checks of all clients at one process. */
export function check({ port }: Process, path = '/check-availability'): Aim {
  return { port, path, what: 'check' }
}

/** Both processes in the state of a working day: code compiled, connections open, every client known. */
export async function warmUp(world: World): Promise<void> {
  await world.upstream({ googleMs: 0, supabaseMs: 0, supabaseSilent: false })
  for (const process of [world.floor, world.service]) {
    await world.load({ aims: [check(process)], count: 3000, connections: 8 })
  }
}
