import type { Death } from '../mortal.ts'
import { startProcess, type Process } from './process.ts'
import type { World } from './world.ts'

export type Service = ReturnType<typeof keptRunning>

/** A process that is started again some time after it died. */
export function keptRunning(world: World) {
  const { clock, record } = world
  let now: Process
  let downMs = 0
  const start = () => {
    const mine: Process = startProcess(world, () => {
      record.interruptions.push({ order: record.next() })
      if (mine === now) clock.timer(downMs, start)
    })
    now = mine
    now.runCycles()
  }
  start()
  return {
    process: () => now,
    /** The process dies at one of its next calls, and the next one starts so much later. */
    die(death: Death, downSeconds: number) {
      downMs = downSeconds * 1000
      now.life.end(death)
    },
    /** The next process starts while this one ends its work. */
    reload() {
      now.stopCycles()
      if (!now.life.isOver()) start()
    },
    /** It lives on after all. */
    spare: () => now.life.end({ call: Infinity, after: false }),
  }
}
