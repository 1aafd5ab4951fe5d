import { randomBytes } from 'node:crypto'
import { turnedClock } from '../../../lib/clock.ts'
import { linkKeys } from '../../../lib/consent/connect-link.ts'
import type { ConsentParts, ConsentSettings } from '../../../lib/consent/consent-parts.ts'
import { dashboardUsers } from '../../../lib/consent/dashboard-users.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl } from '../../../lib/local/control.ts'
import { googleStandIn, standInClient } from '../../../lib/local/google/stand-in.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { localSupabaseAuth } from '../../../lib/local/supabase-auth/supabase-auth.ts'
import type { ClientRow } from '../../../lib/store/client-row.ts'
import type { OauthState, OauthStates } from '../../../lib/store/oauth-states.ts'
import { keyring } from '../../../lib/tokens/envelope.ts'
import { googleOAuth } from '../../../lib/tokens/google-oauth.ts'
import { memoryTokenStore } from '../tokens/memory-store.ts'

export const clientId = '00000000-0000-4000-8000-000000000001'
export const otherClientId = '00000000-0000-4000-8000-000000000002'
export const broker = 'broker@example.com'
export const stranger = 'stranger@example.com'
export const dashboard = 'https://dashboard.example'
const supabaseUrl = 'https://project.supabase.example'

/** Where things are; `google` undefined: reached without a socket. */
export type Places = { publicUrl: string; googleUrl: string; google?: typeof fetch }

/** Consent over memory instead of a database, and a Google stand-in that knows two accounts. */
export function consentWorld(
  places: Places = { publicUrl: 'http://127.0.0.1:3000', googleUrl: 'http://google.test' },
  clock = turnedClock(Date.parse('2026-11-23T14:00:00Z')),
) {
  const control = localControl(() => clock.now())
  const redirectUri = `${places.publicUrl}/auth/google/callback`
  const google = googleStandIn({
    control,
    client: { ...standInClient, redirectUris: [redirectUri] },
  })
  google.addAccount(broker)
  google.addAccount(stranger)
  const auth = localSupabaseAuth({ serviceKey: 'service', url: supabaseUrl, control })
  const key = randomBytes(32)
  const tokens = memoryTokenStore()
  const clients = memoryClients()
  const states = memoryStates()
  const forgotten: string[] = []
  const settings: ConsentSettings = {
    publicUrl: places.publicUrl,
    consentUrl: `${places.googleUrl}/o/oauth2/v2/auth`,
    googleClientId: standInClient.id,
    redirectUri,
    dashboardOrigin: dashboard,
  }
  const parts: ConsentParts = {
    clients: clients.operations,
    states: states.states,
    tokens: tokens.store,
    forget: (id) => void forgotten.push(id),
    oauth: googleOAuth({
      clientId: standInClient.id,
      clientSecret: standInClient.secret,
      tokenUrl: `${places.googleUrl}/token`,
      revokeUrl: `${places.googleUrl}/revoke`,
      clock,
      fetch: places.google ?? inProcessFetch(google.app),
    }),
    keys: keyring(key),
    links: linkKeys(key),
    dashboard: dashboardUsers({
      supabaseUrl,
      clock,
      fetch: (_, init) => inProcessFetch(auth.app)(`${supabaseUrl}/.well-known/jwks.json`, init),
    }),
    settings,
    clock,
  }
  return {
    parts,
    control,
    google,
    auth,
    clock,
    forgotten,
    rows: clients.rows,
    tokenRows: tokens.rows,
    stateRows: states.rows,
    /** Supabase goes away, or comes back. */
    cutOff(is: boolean) {
      tokens.cutOff(is)
      clients.cutOff(is)
      states.cutOff(is)
    },
  }
}

/** One row of `clients`, as far as consent looks at it. */
function clientRow(id: string, email: string): ClientRow {
  return { id, email, google_account: null, google_status: 'none', connected_at: null } as ClientRow
}

function memoryClients() {
  const first = clientRow(clientId, 'office@example.com')
  const rows = new Map([first, clientRow(otherClientId, 'two@example.com')].map((r) => [r.id, r]))
  const { reach, cutOff } = reachable()
  const operations: ConsentParts['clients'] = {
    async get(id) {
      reach()
      return rows.get(id)
    },
    async setConnection(id, connection) {
      reach()
      const row = rows.get(id)
      if (!row) return
      row.google_status = connection.status
      if (connection.status === 'lost') return
      row.google_account = connection.status === 'connected' ? connection.account : null
      row.connected_at =
        connection.status === 'connected' ? new Date(connection.at).toISOString() : null
    },
  }
  return { rows, operations, cutOff }
}

/** States in memory, held to the database's contract. */
export function memoryStates() {
  const rows = new Map<string, OauthState & { used: boolean }>()
  const { reach, cutOff } = reachable()
  const states: OauthStates = {
    async removeExpired(before) {
      for (const [hash, row] of rows) if (row.expiresAt < before) rows.delete(hash)
    },
    async add(state) {
      reach()
      rows.set(state.stateHash, { ...state, used: false })
    },
    async consume({ stateHash, browserHash, now }) {
      reach()
      const row = rows.get(stateHash)
      if (!row) return { ok: false, reason: 'unknown' }
      const { clientId, verifierEncrypted } = row
      if (row.used) return { ok: false, reason: 'used', clientId }
      if (row.expiresAt <= now) return { ok: false, reason: 'expired', clientId }
      if (row.browserHash !== browserHash) return { ok: false, reason: 'other_browser', clientId }
      row.used = true
      return { ok: true, clientId, verifierEncrypted }
    },
  }
  return { rows, states, cutOff }
}

function reachable() {
  let away = false
  return {
    reach: () => {
      if (away) throw new VendorFailure('supabase', 'unreachable')
    },
    cutOff: (is: boolean) => {
      away = is
    },
  }
}
