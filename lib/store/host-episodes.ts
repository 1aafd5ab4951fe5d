import { perHost } from '../host.ts'
import type { Episodes } from '../messages/alerts.ts'

/** Open alert episodes, remembered in the queue file. */
export const hostEpisodes = perHost((queue): Episodes => {
  const open = (name: string) => `episode:${name}`
  const memory = new Map<string, number>()
  return {
    since: async (name) => {
      const since = queue ? queue.note(open(name)) : memory.get(name)
      return typeof since === 'number' ? since : undefined
    },
    open: async (name, since) => {
      if (queue) queue.setNote(open(name), since)
      else memory.set(name, since)
    },
    close: async (name) => {
      if (queue) queue.setNote(open(name), undefined)
      else memory.delete(name)
    },
  }
})
