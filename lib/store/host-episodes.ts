import { systemClock } from '../clock.ts'
import { deadlineIn } from '../deadline.ts'
import { perHost } from '../host.ts'
import type { Episodes } from '../messages/alerts.ts'
import { failureLogEpisodes } from './failure-log-episodes.ts'
import { queueEpisodes } from './queue/episodes.ts'
import { hostSupabase } from './supabase.ts'

const callMs = 5_000

/** Open alert episodes: in the queue file, or in failure_logs where there is none. */
export const hostEpisodes = perHost(({ queue }): Episodes => {
  if (queue) return queueEpisodes(queue)
  return failureLogEpisodes(hostSupabase({}), () => deadlineIn(systemClock, callMs))
})
