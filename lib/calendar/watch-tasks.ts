import type { Deadline } from '../deadline.ts'
import type { CalendarChannels, ChannelRow } from '../store/calendar-channels.ts'

/** A channel to open (the first, or the next one), or to close. */
export type WatchTask = {
  clientId: string
  calendarId: string
  seen?: ChannelRow
  isWanted: boolean
}

const clientsAtOnce = 100

/** All there is to do at `now` (epoch ms), what nobody needs first. Throws VendorFailure('supabase', …). */
export async function watchTasks(
  rows: Pick<CalendarChannels, 'page'>,
  now: number,
  deadline: Deadline,
): Promise<WatchTask[]> {
  const tasks: WatchTask[] = []
  for (let after: string | undefined; ;) {
    const page = await rows.page({ after, limit: clientsAtOnce }, deadline)
    for (const { clientId, isConnected, calendarIds, rows: known } of page) {
      const extra = known.filter((row) => !calendarIds.includes(row.calendarId))
      for (const seen of extra) {
        const { calendarId } = seen
        // Without consent nothing can be stopped, only forgotten.
        tasks.unshift({ clientId, calendarId, isWanted: false, ...(isConnected && { seen }) })
      }
      for (const calendarId of calendarIds) {
        const seen = known.find((row) => row.calendarId === calendarId)
        if (seen && seen.dueAt > now) continue
        tasks.push({ clientId, calendarId, isWanted: true, ...(seen && { seen }) })
      }
    }
    after = page.at(-1)?.clientId
    if (after === undefined) return tasks
  }
}
