import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'
import type { LogFields } from '../log-fields.ts'
import type { CalendarChannels } from '../store/calendar-channels.ts'
import type { Tokens } from '../tokens/tokens.ts'
import { authorized } from './authorized.ts'
import { channelToken, type ChannelKeys } from './channel-token.ts'
import type { GoogleChannels, OpenChannel } from './google-channels.ts'
import { watchTasks, type WatchTask } from './watch-tasks.ts'

/** What keeps the clients' calendars watched. A failure harms nothing: busy time known ahead ages out by itself. */
export type CalendarWatch = {
  /** Opens what is missing, renews what ends soon, closes what nobody needs; every five minutes at most. Throws VendorFailure('supabase', …). */
  round(deadline: Deadline): Promise<WatchReport>
  /** Consent is taken back, or given anew: closes what is open, so that nothing of it is left. Never rejects for a vendor. */
  close(clientId: string, deadline: Deadline): Promise<void>
}

/** Channels opened (renewed ones too), not opened, and closed in a round. */
export type WatchReport = { opened: number; failed: number; closed: number }

/** What watching is made of. */
export type CalendarWatchParts = {
  rows: CalendarChannels
  /** Past the circuit breaker: a calendar that cannot be watched must not keep callers from its busy time. */
  google: GoogleChannels
  tokens: Tokens
  keys: ChannelKeys
  /** Where Google sends notifications. */
  address: string
  newId: () => string
  clock: Clock
  note: (fields: LogFields) => void
}

type Outcome = keyof WatchReport | 'elsewhere' | 'down'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A changed setting is noticed as soon as clients' settings are read again. */
const everyMs = 5 * minuteMs
/** Google's own default. */
const ttlSeconds = (7 * dayMs) / 1000
const aheadMs = dayMs
const callMs = 5000
/** Somebody waits for their page. */
const closeMs = 3000
const mostAtOnce = 50
const outages: readonly FailureKind[] = ['timeout', 'unreachable', 'server', 'rate_limited']

/** Watches the calendars of all connected clients. */
export function calendarWatch(parts: CalendarWatchParts): CalendarWatch {
  const { rows, clock } = parts
  let nextAt = 0
  return {
    async round(deadline) {
      const report = { opened: 0, failed: 0, closed: 0 }
      if (clock.now() < nextAt) return report
      nextAt = clock.now() + everyMs
      for (const [done, task] of (await watchTasks(rows, clock.now(), deadline)).entries()) {
        if (done >= mostAtOnce || deadline.remaining() < callMs) {
          nextAt = clock.now()
          break
        }
        const outcome = await (task.isWanted ? open : drop)(parts, task, deadline)
        if (outcome === 'down') break
        if (outcome !== 'elsewhere') report[outcome]++
      }
      return report
    },
    async close(clientId, deadline) {
      const brief = deadline.within(closeMs)
      try {
        const open = (await rows.of(clientId, brief)).flatMap(({ channel }) => channel ?? [])
        await rows.remove({ clientId }, brief)
        await Promise.all(open.map((channel) => stop(parts, clientId, channel, brief)))
      } catch (error) {
        noted(parts, { event: 'channels_not_closed', clientId }, error)
      }
    },
  }
}

/** Opens a calendar's next channel, then stops the one before, so that nothing is missed between them. */
async function open(
  parts: CalendarWatchParts,
  task: WatchTask,
  deadline: Deadline,
): Promise<Outcome> {
  const { rows, google, tokens, clock } = parts
  const { clientId, calendarId, seen } = task
  const dueAt = clock.now() + waitAfter(seen?.attempts ?? 0)
  if (!(await rows.take({ clientId, calendarId, seen, dueAt }, deadline))) return 'elsewhere'
  const id = parts.newId()
  const token = channelToken(id, clientId, parts.keys)
  const wanted = { id, token, address: parts.address, ttlSeconds }
  const call = { clientId, deadline: deadline.within(callMs) }
  let channel: OpenChannel
  try {
    channel = await authorized(tokens, call, (asked) => google.open(calendarId, wanted, asked))
  } catch (error) {
    const failure = noted(parts, { event: 'calendar_not_watched', clientId }, error)
    return outages.includes(failure.kind) ? 'down' : 'failed'
  }
  await rows.opened({ clientId, calendarId, channel, dueAt: renewalOf(channel, clock) }, deadline)
  if (seen?.channel) await stop(parts, clientId, seen.channel, deadline)
  return 'opened'
}

async function drop(
  parts: CalendarWatchParts,
  { clientId, calendarId, seen }: Omit<WatchTask, 'isWanted'>,
  deadline: Deadline,
): Promise<Outcome> {
  await parts.rows.remove({ clientId, calendarId }, deadline)
  if (seen?.channel) await stop(parts, clientId, seen.channel, deadline)
  return 'closed'
}

/** A channel that cannot be stopped (no consent any more, already gone) ends by itself, and means no harm until then. */
async function stop(
  { google, tokens, clock, ...parts }: CalendarWatchParts,
  clientId: string,
  channel: OpenChannel,
  deadline: Deadline,
): Promise<void> {
  if (channel.expiresAt <= clock.now()) return
  const call = { clientId, deadline: deadline.within(callMs) }
  try {
    await authorized(tokens, call, (asked) => google.stop(channel, asked))
  } catch (error) {
    noted(parts, { event: 'channel_not_stopped', clientId }, error)
  }
}

/** A day before the end, or halfway there when Google grants less than two. */
function renewalOf({ expiresAt }: OpenChannel, clock: Clock): number {
  return expiresAt - Math.min(aheadMs, Math.max(0, expiresAt - clock.now()) / 2)
}

/** Five minutes, doubled with each failure, a day at most: some calendars can never be watched. */
function waitAfter(attempts: number): number {
  return Math.min(everyMs * 2 ** Math.min(attempts, 20), dayMs)
}

/** The vendor's failure, noted; anything else goes on. */
function noted(
  { note }: Pick<CalendarWatchParts, 'note'>,
  fields: LogFields,
  error: unknown,
): VendorFailure {
  if (!(error instanceof VendorFailure)) throw error
  note({ ...fields, failure: error.message })
  return error
}
