import { promisesRun } from '../../../lib/clock.ts'

/** Work that goes on outside promises (sockets, streams): a turned clock stands still until there is none. */
export type Work = {
  /** Counts as under way until it is done. */
  doing<T>(work: Promise<T>): Promise<T>
  /** Part of such work that waits for the clock itself. */
  waiting<T>(wait: Promise<T>): Promise<T>
  /** Resolves once nothing is under way. */
  rest(): Promise<void>
}

export function workUnderWay(): Work {
  let underWay = 0
  let changed = () => {}
  const count = (by: number) => {
    underWay += by
    changed()
  }
  const counted = async <T>(by: 1 | -1, work: Promise<T>): Promise<T> => {
    count(by)
    try {
      return await work
    } finally {
      count(-by)
    }
  }
  return {
    doing: (work) => counted(1, work),
    waiting: (wait) => counted(-1, wait),
    async rest() {
      await promisesRun()
      while (underWay > 0) {
        await new Promise<void>((resolve) => (changed = resolve))
        await promisesRun()
      }
    },
  }
}
