import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Episodes } from './alerts.ts'
import type { FailureRecord, Outbox } from './outbox.ts'

/** Tells of refreshes that failed: the client by mail, the failure log each time. */
export type ReconnectNotices = {
  /** Consent is gone: the client is told once, also who was told of a failure in passing before. */
  lost(clientId: string): Promise<void>
  /** A refresh failed for a reason that may pass; the client is told once. */
  failed(clientId: string, code: string): Promise<void>
  /** Consent was given or taken back: a next failure is told again. */
  rearm(clientId: string): Promise<void>
}

/** What the notices need; `link` leads a client to a new consent. */
export type ReconnectParts = {
  outbox: Pick<Outbox, 'add'>
  episodes: Episodes
  recordFailure: (failure: FailureRecord) => Promise<void>
  link: (clientId: string) => string
  clock: Clock
}

/** Notices through the outbox. */
export function reconnectNotices(parts: ReconnectParts): ReconnectNotices {
  const { outbox, episodes, recordFailure, link, clock } = parts
  const lost = (clientId: string) => `reconnect:lost:${clientId}`
  const failing = (clientId: string) => `reconnect:${clientId}`

  /** The mail goes first: it goes out also where the failure log takes nothing. */
  async function tell(clientId: string, episode: string, code: string): Promise<void> {
    const now = clock.now()
    if ((await episodes.since(episode)) === undefined) {
      const content = { kind: 'reconnect' as const, link: link(clientId), since: now }
      await outbox.add({ id: `${episode}:${now}`, clientId, content, createdAt: now })
      await episodes.open(episode, now)
    }
    const errorType = 'oauth_refresh'
    await recordFailure({ id: randomUUID(), clientId, errorType, message: code })
  }

  return {
    lost: (clientId) => tell(clientId, lost(clientId), 'invalid_grant'),
    failed: (clientId, code) => tell(clientId, failing(clientId), code),
    async rearm(clientId) {
      await episodes.close(lost(clientId))
      await episodes.close(failing(clientId))
    },
  }
}
