import type { DeliveryRun } from './delivery.ts'
import type { OutboxMessage } from './outbox.ts'
import { unfollowed } from './steps.ts'

/** Not in this run: soon again. */
export async function release(run: DeliveryRun, message: OutboxMessage): Promise<void> {
  await run.outbox.save(unfollowed(message, run.clock.now()))
}

/** Works on one message; an error nobody foresaw puts it off, and is kept for the run's end. */
export async function apart<T>(
  run: DeliveryRun,
  message: OutboxMessage,
  work: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    run.errors.push(error)
    await release(run, message)
    return undefined
  }
}
