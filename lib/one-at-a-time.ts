import type { Deadline } from './deadline.ts'

/** A question put once for all who ask it meanwhile. All must have the same time: the first one's deadline counts. */
export function oneAtATime<T>(
  ask: (deadline: Deadline) => Promise<T>,
): (deadline: Deadline) => Promise<T> {
  let underWay: Promise<T> | undefined
  return (deadline) => {
    underWay ??= ask(deadline).finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
