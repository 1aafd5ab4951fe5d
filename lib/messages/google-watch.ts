import type { Clock } from '../clock.ts'
import type { FailureKind } from '../failure.ts'
import type { Alerts } from './alerts.ts'

/** Counts Google's failures in a row: three alert the operator once, a success re-arms. */
export type GoogleWatch = {
  failed(kind: FailureKind, clientId: string): Promise<void>
  succeeded(clientId: string): Promise<void>
}

type Streak = { since: number; failures: number }

const alertAt = 3

/**
 * Whose streak a failure lengthens: what anybody would meet (no answer, 5xx) counts over all clients,
 * quota and other refusals for the one client; a consent withdrawn or a calendar gone says nothing of Google.
 */
function streakOf(kind: FailureKind, clientId: string): string | undefined {
  switch (kind) {
    case 'unreachable':
    case 'timeout':
    case 'server':
      return 'all'
    case 'rate_limited':
    case 'unauthorized':
    case 'refused':
      return clientId
    case 'invalid_grant':
    case 'not_found':
    case 'gone':
    case 'conflict':
      return undefined
    default:
      return kind satisfies never
  }
}

/** A watch that counts in this process; its episodes are the alerts'. */
export function googleWatch({ alerts, clock }: { alerts: Alerts; clock: Clock }): GoogleWatch {
  const streaks = new Map<string, Streak>()
  /** Whose episode may be open: after the first look only who failed since, for a success is on the way of an answer. */
  const closed = new Set<string>()
  return {
    async failed(kind, clientId) {
      const whose = streakOf(kind, clientId)
      if (!whose) return
      const { since, failures } = streaks.get(whose) ?? { since: clock.now(), failures: 0 }
      streaks.set(whose, { since, failures: failures + 1 })
      closed.delete(whose)
      if (failures + 1 < alertAt) return
      const one = whose === 'all' ? {} : { clientId }
      const alert = { kind: 'google_failing' as const, since, failures: failures + 1, ...one }
      await alerts.raise(`google:${whose}`, alert)
    },
    async succeeded(clientId) {
      for (const whose of ['all', clientId]) {
        if (closed.has(whose)) continue
        closed.add(whose)
        streaks.delete(whose)
        const one = whose === 'all' ? {} : { clientId }
        await alerts.end(`google:${whose}`, (since) => ({
          kind: 'google_recovered',
          since,
          until: clock.now(),
          ...one,
        }))
      }
    },
  }
}
