import { LRUCache } from 'lru-cache'
import { systemClock, type Clock } from '../clock.ts'
import { perHost } from '../host.ts'
import type { SealedTokens, TokenStore } from '../tokens/token-store.ts'
import type { Door } from './door.ts'
import { hostDoor } from './host-door.ts'
import type { Mirror } from './queue.ts'
import { isOutage } from './supabase-circuit.ts'
import { hostSupabase, type Supabase } from './supabase.ts'

const mostClients = 5000

/** What the token store is made of. */
export type OauthTokensParts = {
  db: Supabase
  /** Takes what must not be lost while Supabase does not answer. */
  door: Door
  mirror?: Mirror
  clock: Clock
}

/** The process's sealed tokens. */
export const tokenStore = perHost((queue) => {
  const host = queue ? { queue } : {}
  return oauthTokens({
    db: hostSupabase(host),
    door: hostDoor(host),
    clock: systemClock,
    ...(queue && { mirror: queue.mirror }),
  })
})

/**
 * The `oauth_tokens` of one database: envelopes go in and out as they are, and the last ones seen serve
 * while Supabase does not answer. A refresh that began before a newer consent loses to it.
 */
export function oauthTokens({ db, door, mirror, clock }: OauthTokensParts): TokenStore {
  const versions = new LRUCache<string, number>({ max: mostClients })
  const table = () => db.from('oauth_tokens')
  const keep = (clientId: string, tokens: SealedTokens, version?: number) => {
    if (version === undefined) versions.delete(clientId)
    else versions.set(clientId, version)
    mirror?.put('token', clientId, tokens, clock.now())
  }
  const forget = (clientId: string) => {
    versions.delete(clientId)
    mirror?.remove('token', clientId)
  }
  return {
    async get(clientId, { signal }) {
      try {
        const asked = table().select().eq('client_id', clientId).abortSignal(signal)
        const { data } = await asked.maybeSingle().throwOnError()
        if (!data) {
          forget(clientId)
          return undefined
        }
        const tokens = {
          access: data.access_token_encrypted,
          refresh: data.refresh_token_encrypted,
          expiresAt: Date.parse(data.expires_at),
        }
        keep(clientId, tokens, data.version)
        return tokens
      } catch (error) {
        const mirrored = isOutage(error) ? mirror?.get('token', clientId) : undefined
        if (!mirrored) throw error
        // Only `keep` above writes these.
        return mirrored.row as SealedTokens
      }
    },
    async put(clientId, tokens, { signal }) {
      const row = { client_id: clientId, ...columnsOf(tokens) }
      const put = table().upsert(row, { onConflict: 'client_id' }).select('version')
      const { data } = await put.abortSignal(signal).single().throwOnError()
      keep(clientId, tokens, data.version)
    },
    async update(clientId, tokens, deadline) {
      const version = versions.get(clientId)
      const payload = { client_id: clientId, ...columnsOf(tokens), ...(version && { version }) }
      const operation = { table: 'oauth_tokens', operation: 'update', payload, clientId } as const
      const applied = await door.write(operation, deadline)
      if (applied === 'written' && version) keep(clientId, tokens, version + 1)
      else if (applied === 'stale') versions.delete(clientId)
      else keep(clientId, tokens)
    },
    async erase(clientId, { signal }) {
      await table().delete().eq('client_id', clientId).abortSignal(signal).throwOnError()
      forget(clientId)
    },
    async markLost(clientId, deadline) {
      const payload = { id: clientId, google_status: 'lost' }
      await door.write({ table: 'clients', operation: 'update', payload, clientId }, deadline)
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
