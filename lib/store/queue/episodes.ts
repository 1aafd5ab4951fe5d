import type { Episodes } from '../../messages/alerts.ts'
import type { Queue } from '../queue.ts'

/** Open episodes of alerts, kept among the queue's notes. */
export function queueEpisodes(queue: Pick<Queue, 'note' | 'setNote'>): Episodes {
  return {
    since: async (name) => queue.note(`episode:${name}`) as number | undefined,
    open: async (name, since) => queue.setNote(`episode:${name}`, since),
    close: async (name) => queue.setNote(`episode:${name}`, undefined),
  }
}
