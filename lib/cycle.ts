import { randomUUID } from 'node:crypto'
import { settleDue, type SettleReport } from './booking/settle.ts'
import { sharedClaims } from './booking/shared-claims.ts'
import type { WatchReport } from './calendar/calendar-watch.ts'
import { googleCalendar } from './calendar/google-calendar.ts'
import { sharedCalendarWatch } from './calendar/shared-calendar-watch.ts'
import { systemClock } from './clock.ts'
import { config } from './config.ts'
import type { Deadline } from './deadline.ts'
import { perHost } from './host.ts'
import { describe } from './endpoint/canonical-line.ts'
import { log } from './log.ts'
import { deliverMessages } from './messages/deliver.ts'
import type { DeliveryReport } from './messages/delivery.ts'
import { watchGoogleRecord } from './messages/google-log-watch.ts'
import { sharedAlerts, sharedDelivery, sharedHandOvers } from './messages/shared-messages.ts'
import { retention } from './privacy/retention.ts'
import { bookings } from './store/bookings.ts'
import { failureLogs } from './store/failure-logs.ts'
import { googleRecord } from './store/google-record.ts'
import { hostRemote } from './store/host-door.ts'
import { oauthStates } from './store/oauth-states.ts'
import { queueRound, type QueueReport } from './store/queue-round.ts'
import { hostSupabase } from './store/supabase.ts'
import { googleTokens } from './tokens/google-tokens.ts'

/** What one round of background work did; a step that failed has no report. */
export type CycleReport = {
  /** Absent where there is no local queue. */
  queue: QueueReport | undefined
  settled: SettleReport | undefined
  messages: DeliveryReport | undefined
  /** Tokens refreshed ahead of need. */
  refreshed: number | undefined
  /** Absent unless Google tells us of changes. */
  watched: WatchReport | undefined
  /** True in the one round a day that erases old personal data. */
  erased: boolean | undefined
  /** The steps that failed, each logged. */
  failed: string[]
}

/**
 * One round of background work: brings what waits to Supabase, settles bookings whose end nobody knows,
 * works through the outbox, refreshes tokens, keeps calendars watched, erases old personal data. Each step goes on where another one failed.
 */
export const cycle = perHost((host, queue) => {
  const holder = randomUUID()
  const clock = systemClock
  const round = { remote: hostRemote(host), alerts: sharedAlerts(host), clock, holder }
  const settling = {
    claims: sharedClaims(host),
    calendar: googleCalendar(host),
    handOvers: sharedHandOvers(host),
    clock,
    note: (fields: Record<string, string>) => log().warn(fields),
  }
  const db = hostSupabase(host)
  const erase = retention({
    failureLogs: failureLogs(db),
    bookings: bookings(db),
    consents: oauthStates(db),
    ...host,
    clock,
    days: config().RETENTION_DAYS,
  })
  const google = { read: googleRecord(db), alerts: sharedAlerts(host), clock }
  const watch = sharedCalendarWatch(host)
  return async (deadline: Deadline): Promise<CycleReport> => {
    const failed: string[] = []
    const attempt = async <T>(step: string, work: () => Promise<T>): Promise<T | undefined> => {
      try {
        return await work()
      } catch (error) {
        failed.push(step)
        log().error({ event: `cycle_${step}_failed`, cause: describe(error) })
        return undefined
      }
    }
    // Beside a queue the one long-lived process counts its calls itself.
    if (!queue) await attempt('google', () => watchGoogleRecord(google, deadline))
    const report = {
      queue: queue && (await attempt('queue', () => queueRound({ ...round, queue }, deadline))),
      settled: await attempt('settle', () => settleDue(settling, deadline)),
      messages: await attempt('messages', () => deliverMessages(sharedDelivery(host), deadline)),
      refreshed: await attempt('refresh', () => googleTokens(host).keepFresh(deadline)),
      watched: watch && (await attempt('watch', () => watch.round(deadline))),
      erased: await attempt('erase', () => erase(deadline)),
    }
    return { ...report, failed }
  }
})
