import { randomUUID } from 'node:crypto'
import { calendarWatch } from '../../../lib/calendar/calendar-watch.ts'
import { channelKeys } from '../../../lib/calendar/channel-token.ts'
import { keptAgents } from '../../../lib/calendar/exchange.ts'
import { googleChannels } from '../../../lib/calendar/google-channels.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { LogFields } from '../../../lib/log-fields.ts'
import { calendarWorld } from './calendar-world.ts'
import { memoryChannels } from './memory-channels.ts'

export const address = 'https://calendar.example/calendar-changed'
export const brokerId = '00000000-0000-4000-8000-00000000000a'
export const keys = channelKeys(Buffer.alloc(32, 7))

/** The watch over one connected broker's calendar, at the Google stand-in, on a clock that is turned. */
export function watchWorld() {
  const world = calendarWorld()
  const { clock, tokens, fetch } = world
  const memory = memoryChannels()
  const notes: LogFields[] = []
  const newWatch = () =>
    calendarWatch({
      rows: memory.store,
      google: googleChannels({
        apiUrl: 'http://google.test',
        clock,
        agents: keptAgents(),
        fetch,
      }),
      tokens,
      keys,
      address,
      newId: randomUUID,
      clock,
      note: (fields) => void notes.push(fields),
    })
  const watch = newWatch()
  world.connect(brokerId)
  memory.clients.set(brokerId, { isConnected: true, calendarIds: ['primary'] })
  const round = (by = watch) => by.round(deadlineIn(clock, 30_000))
  const close = () => watch.close(brokerId, deadlineIn(clock, 10_000))
  /** What was asked of Google about channels since last time. */
  const asked = () =>
    world.requests.splice(0).filter((request) => /^POST (watch|stop)$/.test(request))
  return { ...world, memory, notes, watch, newWatch, round, close, asked }
}
