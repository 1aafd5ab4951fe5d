import type { Deadline } from '../deadline.ts'
import type { Supabase } from './supabase.ts'

/** One row of oauth_tokens: envelopes, and the version they were read at. */
export type TokenRow = { clientId: string; access: string; refresh: string; version: number }

/** All rows of oauth_tokens, for going through them. Throws VendorFailure('supabase', …). */
export type TokenRows = {
  /** Rows in the order of their client's id, from behind `after` on. */
  page(asked: { after: string | undefined; limit: number }, deadline: Deadline): Promise<TokenRow[]>
  /** Writes a row's envelopes; false when it has been written since it was read. */
  replace(row: TokenRow, deadline: Deadline): Promise<boolean>
}

/** The rows of one database. */
export function tokenRows(db: Supabase): TokenRows {
  const table = () => db.from('oauth_tokens')
  return {
    async page({ after, limit }, { signal }) {
      const columns = 'client_id, access_token_encrypted, refresh_token_encrypted, version'
      const all = table().select(columns)
      const asked = after === undefined ? all : all.gt('client_id', after)
      const ordered = asked.order('client_id').limit(limit)
      const { data } = await ordered.abortSignal(signal).throwOnError()
      return data.map((row) => ({
        clientId: row.client_id,
        access: row.access_token_encrypted,
        refresh: row.refresh_token_encrypted,
        version: row.version,
      }))
    },
    async replace({ clientId, access, refresh, version }, { signal }) {
      const columns = { access_token_encrypted: access, refresh_token_encrypted: refresh }
      const asked = table().update(columns).eq('client_id', clientId).eq('version', version)
      const { data } = await asked.select('version').abortSignal(signal).throwOnError()
      return data.length === 1
    },
  }
}
