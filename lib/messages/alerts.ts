import type { Clock } from '../clock.ts'
import type { AdminAlert } from './content.ts'
import type { MessageRules } from './destinations.ts'
import type { Outbox } from './outbox.ts'

/** Which episodes are open, remembered across restarts. */
export type Episodes = {
  /** Since when the episode is open (epoch ms), undefined when it is not. */
  since(name: string): Promise<number | undefined>
  open(name: string, since: number): Promise<void>
  close(name: string): Promise<void>
}

/** Alerts to the operator: one an episode, re-armed when the episode ends. */
export type Alerts = {
  /** Tells the operator unless this episode was told already. */
  raise(episode: string, alert: AdminAlert): Promise<void>
  /** Ends an episode; the operator hears of it when `recovery` is given and the episode was open. */
  end(episode: string, recovery?: (since: number) => AdminAlert): Promise<void>
}

/** Alerts through the outbox, so that they wait while mail server or carrier are down. */
export function outboxAlerts(parts: {
  outbox: Pick<Outbox, 'add'>
  episodes: Episodes
  rules: Pick<MessageRules, 'adminEmail' | 'adminPhone'>
  clock: Clock
}): Alerts {
  const { outbox, episodes, rules, clock } = parts
  const tell = async (id: string, content: AdminAlert) => {
    const createdAt = clock.now()
    if (rules.adminEmail) {
      await outbox.add({ id: `${id}:mail`, content, roles: ['admin_email'], createdAt })
    }
    if (rules.adminPhone) {
      await outbox.add({ id: `${id}:sms`, content, roles: ['admin_phone'], createdAt })
    }
  }
  return {
    async raise(episode, alert) {
      if ((await episodes.since(episode)) !== undefined) return
      // Told before it is noted: a crash between the two repeats an alert instead of losing it.
      await tell(`${episode}:${alert.since}`, alert)
      await episodes.open(episode, alert.since)
    },
    async end(episode, recovery) {
      const since = await episodes.since(episode)
      if (since === undefined) return
      if (recovery) await tell(`${episode}:${since}:end`, recovery(since))
      await episodes.close(episode)
    },
  }
}
