import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import type { Alerts } from './alerts.ts'

/** What the records say of Google: the last failures, newest first, and the last booking it confirmed. Epoch ms. */
export type GoogleRecord = { failures: number[]; lastBooked?: number }

/** The same episode as the watch over calls in one process has. */
const everyone = 'google:all'
const alertAt = 3
const recentMs = 1_800_000

/**
 * The watch over Google where every request may run in a process of its own (Functions): three recorded
 * failures within half an hour and no booking confirmed since the first of them alert the operator once; a
 * booking after them, or half an hour of quiet, is the recovery.
 */
export async function watchGoogleRecord(
  parts: { read: (deadline: Deadline) => Promise<GoogleRecord>; alerts: Alerts; clock: Clock },
  deadline: Deadline,
): Promise<void> {
  const { failures, lastBooked = -Infinity } = await parts.read(deadline)
  const now = parts.clock.now()
  const newest = failures[0] ?? -Infinity
  const first = failures[alertAt - 1]
  if (lastBooked > newest || now - newest > recentMs) {
    const until = Math.max(lastBooked, Number.isFinite(newest) ? newest : now)
    await parts.alerts.end(everyone, (since) => ({ kind: 'google_recovered', since, until }))
  } else if (first !== undefined && first > lastBooked && now - first <= recentMs) {
    const alert = { kind: 'google_failing' as const, since: first, failures: alertAt }
    await parts.alerts.raise(everyone, alert)
  }
}
