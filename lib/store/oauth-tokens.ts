import type { SealedTokens, TokenStore } from '../tokens/token-store.ts'
import type { Supabase } from './supabase.ts'

/** The `oauth_tokens` of one database: envelopes go in and out as they are. */
export function oauthTokens(db: Supabase): TokenStore {
  return {
    async get(clientId, { signal }) {
      const columns = 'access_token_encrypted, refresh_token_encrypted, expires_at'
      const asked = db.from('oauth_tokens').select(columns).eq('client_id', clientId)
      const { data } = await asked.abortSignal(signal).maybeSingle().throwOnError()
      return (
        (data && {
          access: data.access_token_encrypted,
          refresh: data.refresh_token_encrypted,
          expiresAt: Date.parse(data.expires_at),
        }) ??
        undefined
      )
    },
    async put(clientId, tokens, { signal }) {
      const row = { client_id: clientId, ...columnsOf(tokens) }
      const put = db.from('oauth_tokens').upsert(row, { onConflict: 'client_id' })
      await put.abortSignal(signal).throwOnError()
    },
    async update(clientId, tokens, { signal }) {
      const update = db.from('oauth_tokens').update(columnsOf(tokens)).eq('client_id', clientId)
      await update.abortSignal(signal).throwOnError()
    },
    async erase(clientId, { signal }) {
      const erase = db.from('oauth_tokens').delete().eq('client_id', clientId)
      await erase.abortSignal(signal).throwOnError()
    },
    async markLost(clientId, { signal }) {
      const lost = db.from('clients').update({ google_status: 'lost' }).eq('id', clientId)
      await lost.eq('google_status', 'connected').abortSignal(signal).throwOnError()
    },
  }
}

function columnsOf(tokens: SealedTokens) {
  return {
    access_token_encrypted: tokens.access,
    refresh_token_encrypted: tokens.refresh,
    expires_at: new Date(tokens.expiresAt).toISOString(),
  }
}
