import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { googleCalendar } from './google-calendar.ts'
import { knownBusy, type KnownBusy } from './known-busy.ts'

/** What the process knows of clients' busy time before it is asked. */
export const sharedKnownBusy = perHost((queue): KnownBusy =>
  knownBusy({
    calendar: googleCalendar(queue ? { queue } : {}),
    clock: systemClock,
    freshMs: config().KNOWN_BUSY_MS,
  }),
)
