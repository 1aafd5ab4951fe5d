import { systemClock } from '../clock.ts'
import { config, keyBytes } from '../config.ts'
import { perHost } from '../host.ts'
import { clientStore } from '../store/clients.ts'
import { oauthStates } from '../store/oauth-states.ts'
import { operateClients } from '../store/operate-clients.ts'
import { hostSupabase } from '../store/supabase.ts'
import { googleTokens, hostGoogleOAuth, tokenKeys, tokenStore } from '../tokens/google-tokens.ts'
import { linkKeys } from './connect-link.ts'
import type { ConsentParts, ConsentSettings } from './consent-parts.ts'
import { dashboardUsers } from './dashboard-users.ts'

/** The process's consent. */
export const hostConsent = perHost((queue): ConsentParts => {
  const host = queue ? { queue } : {}
  const db = hostSupabase(host)
  return {
    clients: operateClients(db),
    states: oauthStates(db),
    tokens: tokenStore(host),
    forget(clientId) {
      googleTokens(host).forget(clientId)
      clientStore(host).forget(clientId)
    },
    oauth: hostGoogleOAuth(host),
    keys: tokenKeys(host),
    links: configuredLinkKeys(),
    dashboard: dashboardUsers({ supabaseUrl: config().SUPABASE_URL ?? '', clock: systemClock }),
    settings: configuredSettings(),
    clock: systemClock,
  }
})

/** The keys connect links are signed with, by the configuration. */
export function configuredLinkKeys() {
  const { ENCRYPTION_KEY = '', ENCRYPTION_KEYS_OLD } = config()
  const bytes = (key: string) => {
    const read = keyBytes(key)
    if (!read) throw new Error('ENCRYPTION_KEY: must be 32 bytes as 64 hex digits or base64')
    return read
  }
  return linkKeys(bytes(ENCRYPTION_KEY), ENCRYPTION_KEYS_OLD.map(bytes))
}

function configuredSettings(): ConsentSettings {
  const settings = config()
  return {
    publicUrl: settings.publicUrl,
    consentUrl: settings.GOOGLE_CONSENT_URL,
    googleClientId: settings.GOOGLE_CLIENT_ID ?? '',
    redirectUri: settings.GOOGLE_REDIRECT_URI ?? `${settings.publicUrl}/auth/google/callback`,
    dashboardOrigin: settings.DASHBOARD_ORIGIN,
  }
}
