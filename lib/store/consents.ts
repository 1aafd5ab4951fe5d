import type { Clock } from '../clock.ts'
import type { ConsentStore } from '../consent/consent-store.ts'
import type { Supabase } from './supabase.ts'

/** Journeys to Google (`oauth_states`) and what came of them (`clients`), in one database. */
export function consents(db: Supabase, clock: Clock): ConsentStore {
  const states = () => db.from('oauth_states')
  const client = (id: string, change: Connected) => db.from('clients').update(change).eq('id', id)
  return {
    async addState(state, { signal }) {
      const row = {
        state_hash: state.stateHash,
        client_id: state.clientId,
        verifier_encrypted: state.verifier,
        browser_hash: state.browserHash,
        expires_at: iso(state.expiresAt),
      }
      await states().insert(row).abortSignal(signal).throwOnError()
    },
    async findState(stateHash, { signal }) {
      const asked = states().select().eq('state_hash', stateHash).abortSignal(signal)
      const { data } = await asked.maybeSingle().throwOnError()
      if (!data) return undefined
      return {
        stateHash,
        clientId: data.client_id,
        verifier: data.verifier_encrypted,
        browserHash: data.browser_hash,
        expiresAt: Date.parse(data.expires_at),
        used: data.used_at !== null,
      }
    },
    async useState(stateHash, { signal }) {
      const use = states()
        .update({ used_at: iso(clock.now()) })
        .eq('state_hash', stateHash)
        .is('used_at', null)
      const { data } = await use.select('state_hash').abortSignal(signal).throwOnError()
      return data.length === 1
    },
    async connection(clientId, { signal }) {
      const columns = 'google_account, google_status'
      const asked = db.from('clients').select(columns).eq('id', clientId).abortSignal(signal)
      const { data } = await asked.maybeSingle().throwOnError()
      if (!data) return undefined
      return {
        ...(data.google_account !== null && { account: data.google_account }),
        // The table's check allows these three alone.
        status: data.google_status as 'none' | 'connected' | 'lost',
      }
    },
    async connect(clientId, { account, at }, { signal }) {
      const change = {
        google_account: account,
        google_status: 'connected',
        connected_at: iso(at),
      }
      await client(clientId, change).abortSignal(signal).throwOnError()
    },
    async disconnect(clientId, { signal }) {
      const change = { google_account: null, google_status: 'none', connected_at: null }
      await client(clientId, change).abortSignal(signal).throwOnError()
    },
  }
}

type Connected = {
  google_account: string | null
  google_status: string
  connected_at: string | null
}

const iso = (at: number) => new Date(at).toISOString()
