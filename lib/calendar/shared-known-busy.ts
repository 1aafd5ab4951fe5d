import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { redisTopic, sharedRedis } from '../redis.ts'
import { forgottenEverywhere } from './forgotten-everywhere.ts'
import { googleCalendar } from './google-calendar.ts'
import { knownBusy, type KnownBusy } from './known-busy.ts'

/** What the process knows of clients' busy time before it is asked; forgotten by all processes where REDIS_URL is set. */
export const sharedKnownBusy = perHost((host): KnownBusy => {
  const known = knownBusy({
    calendar: googleCalendar(host),
    clock: systemClock,
    // Not longer for calendars Google tells us about: a notification can be lost.
    // https://developers.google.com/workspace/calendar/api/guides/push
    freshMs: config().KNOWN_BUSY_MS,
  })
  const redis = sharedRedis()
  if (!redis) return known
  return forgottenEverywhere(known, (heard) => redisTopic(redis, 'calendar_changed', heard))
})
