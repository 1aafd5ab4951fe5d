import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'
import type { Alerts } from '../messages/alerts.ts'
import type { Queue } from './queue.ts'
import type { Remote } from './remote.ts'
import { watchStep, type Outage } from './supabase-watch.ts'

/** What watching Supabase needs. */
export type WatchParts = {
  remote: Pick<Remote, 'ping'>
  queue: Pick<Queue, 'note' | 'setNote' | 'size'>
  alerts: Alerts
  clock: Clock
}

const note = 'supabase_outage'
const episode = 'supabase'
const pingMs = 5_000

/** One connectivity check, alerts included; true when Supabase answers. */
export async function watchSupabase(parts: WatchParts, deadline: Deadline): Promise<boolean> {
  const { queue, alerts, clock } = parts
  const isUp = await answers(parts, deadline)
  const before = queue.note(note) as Outage | undefined
  const { outage, alert } = watchStep(before, isUp, clock.now())
  const waiting = queue.size().pending
  if (alert?.kind === 'supabase_down' && outage) {
    await alerts.raise(episode, { kind: 'supabase_down', since: outage.downSince, waiting })
  }
  if (alert?.kind === 'supabase_recovered') {
    const { until } = alert
    await alerts.end(episode, (since) => ({ kind: 'supabase_recovered', since, until, waiting }))
  }
  if (before !== undefined || outage !== undefined) queue.setNote(note, outage)
  return isUp
}

async function answers({ remote }: WatchParts, deadline: Deadline): Promise<boolean> {
  try {
    await remote.ping(deadline.within(pingMs))
    return true
  } catch (error) {
    if (error instanceof VendorFailure) return false
    throw error
  }
}
