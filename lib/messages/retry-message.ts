import type { Outbox, OutboxMessage } from './outbox.ts'

const mostOpen = 1_000

/**
 * Puts the messages behind an id (their own, or their failure record's) back in line, every destination
 * included again. Gives how many; those on their way already are left alone.
 */
export async function retryMessages(
  outbox: Pick<Outbox, 'open' | 'save'>,
  id: string,
  now: number,
): Promise<number> {
  let retried = 0
  for (const message of await outbox.open(mostOpen)) {
    if (!isBehind(message, id)) continue
    if (message.state !== 'failed' && message.state !== 'waiting') continue
    const again = { ...message, state: 'waiting' as const, refused: [], attempts: 0, nextTry: now }
    if (await outbox.save(again)) retried++
  }
  return retried
}

function isBehind(message: OutboxMessage, id: string): boolean {
  return message.id === id || (message.failureIds ?? []).includes(id)
}
