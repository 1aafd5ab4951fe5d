import type { BreakerEvents } from './breaker.ts'
import { systemClock } from './clock.ts'
import { configuredLink } from './consent/configured-link.ts'
import { deadlineIn } from './deadline.ts'
import { describe } from './endpoint/canonical-line.ts'
import type { VendorFailure } from './failure.ts'
import { perHost } from './host.ts'
import { log } from './log.ts'
import { googleWatch } from './messages/google-watch.ts'
import { reconnectNotices } from './messages/reconnect.ts'
import { sharedAlerts } from './messages/shared-messages.ts'
import { failureLogs } from './store/failure-logs.ts'
import { failureOperation } from './store/failure-operation.ts'
import { hostDoor } from './store/host-door.ts'
import { hostEpisodes } from './store/host-episodes.ts'
import { hostOutbox } from './store/host-outbox.ts'
import { hostSupabase } from './store/supabase.ts'
import type { RefreshEvents } from './tokens/refresh-tokens.ts'

/** Who is told of calls to Google and of token refreshes. Nothing here is waited for: the answer comes first. */
export type GoogleAlerts = {
  calls: Required<BreakerEvents>
  refreshes: Required<RefreshEvents>
  /** A client's consent was given or taken back: what was lost before is over, and a next loss is told again. */
  rearm: (clientId: string) => void
}

/** Three failures in a row tell the operator once; a lost consent goes to the failure log and to the client by mail, once. */
export const googleAlerts = perHost((host): GoogleAlerts => {
  const clock = systemClock
  const watch = googleWatch({ alerts: sharedAlerts(host), clock })
  const notices = reconnectNotices({
    outbox: hostOutbox(host),
    episodes: hostEpisodes(host),
    recordFailure: async (failure) => {
      await hostDoor(host).write(failureOperation(failure), deadlineIn(clock, 5000))
    },
    link: configuredLink,
    clock,
  })

  return {
    calls: {
      onFailure: ({ failure, clientId }) => behind(watch.failed(failure.kind, clientId)),
      onSuccess: (clientId) => behind(watch.succeeded(clientId)),
    },
    refreshes: {
      onLost: (clientId) => behind(notices.lost(clientId)),
      onFailure: (clientId, failure) =>
        behind(notices.failed(clientId, failure.code ?? failure.kind)),
      onUnsaved: (clientId, failure: VendorFailure) =>
        log().warn({ clientId, failure: failure.message }, 'refreshed_token_not_stored'),
    },
    rearm(clientId) {
      behind(notices.rearm(clientId))
      const log = failureLogs(hostSupabase(host))
      behind(log.resolveRefreshes(clientId, deadlineIn(clock, 5000)))
    },
  }
})

/** Nobody waits for this, so its failure is told here or nowhere. */
function behind(work: Promise<void>): void {
  work.catch((error: unknown) => log().error({ event: 'alert_failed', cause: describe(error) }))
}
