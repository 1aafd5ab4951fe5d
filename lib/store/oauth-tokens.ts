import { LRUCache } from 'lru-cache'
import type { SealedTokens, TokenStore } from '../tokens/token-store.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

const mostClients = 5000

/**
 * The `oauth_tokens` of one database: envelopes go in and out as they are. An update loses to whatever was
 * written since this process last saw the row, so that a slow refresh never undoes a new consent.
 */
export function oauthTokens(db: Supabase): TokenStore {
  const seen = new LRUCache<string, number>({ max: mostClients })
  const table = () => db.from('oauth_tokens')
  return {
    async get(clientId, { signal }) {
      const asked = table().select().eq('client_id', clientId).abortSignal(signal)
      const { data } = await asked.maybeSingle().throwOnError()
      if (!data) return undefined
      seen.set(clientId, data.version)
      return {
        access: data.access_token_encrypted,
        refresh: data.refresh_token_encrypted,
        expiresAt: Date.parse(data.expires_at),
      }
    },
    async put(clientId, tokens, { signal }) {
      const row = { client_id: clientId, ...columnsOf(tokens) }
      const put = table().upsert(row, { onConflict: 'client_id' }).select('version')
      const { data } = await put.abortSignal(signal).single().throwOnError()
      seen.set(clientId, data.version)
    },
    async update(clientId, tokens, { signal }) {
      const version = seen.get(clientId)
      const named = table().update(columnsOf(tokens)).eq('client_id', clientId)
      const asked = version === undefined ? named : named.eq('version', version)
      const { data } = await asked.select('version').abortSignal(signal).throwOnError()
      for (const row of data) seen.set(clientId, row.version)
      return data.length > 0
    },
    async erase(clientId, { signal }) {
      await table().delete().eq('client_id', clientId).abortSignal(signal).throwOnError()
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
    expires_at: isoUtc(tokens.expiresAt),
  }
}
