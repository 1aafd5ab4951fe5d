import type { Deadline } from '../deadline.ts'
import type { Episodes } from '../messages/alerts.ts'
import { stableId } from '../stable-id.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** Open episodes of alerts where there is no local queue: unresolved rows of failure_logs. */
export function failureLogEpisodes(db: Supabase, deadline: () => Deadline): Episodes {
  const table = () => db.from('failure_logs')
  const signal = () => deadline().signal
  return {
    async since(name) {
      const { data } = await table()
        .select('created_at')
        .eq('resolved', false)
        .eq('request_payload->>episode', name)
        .limit(1)
        .abortSignal(signal())
        .throwOnError()
      const [row] = data
      return row && Date.parse(row.created_at)
    },
    async open(name, since) {
      const row = {
        id: stableId('episode', name, since),
        error_type: errorTypeOf(name),
        error_message: `the operator was told: ${name}`,
        request_payload: { episode: name },
        created_at: isoUtc(since),
      }
      const put = table().upsert(row, { onConflict: 'id', ignoreDuplicates: true })
      await put.abortSignal(signal()).throwOnError()
    },
    async close(name) {
      const asked = table().update({ resolved: true }).eq('request_payload->>episode', name)
      await asked.eq('resolved', false).abortSignal(signal()).throwOnError()
    },
  }
}

function errorTypeOf(name: string): string {
  if (name.startsWith('google')) return 'google_api'
  if (name.startsWith('reconnect')) return 'oauth_refresh'
  return name.startsWith('sms') || name.startsWith('unreachable') ? 'twilio' : 'supabase'
}
