import { sharedCalendarWatch } from '../calendar/shared-calendar-watch.ts'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { googleAlerts } from '../google-alerts.ts'
import { perHost } from '../host.ts'
import { clientStore } from '../store/clients.ts'
import { oauthStates } from '../store/oauth-states.ts'
import { operateClients } from '../store/operate-clients.ts'
import { hostSupabase } from '../store/supabase.ts'
import { googleTokens, hostGoogleOAuth, tokenKeys, tokenStore } from '../tokens/google-tokens.ts'
import { configuredLinkKeys } from './configured-link.ts'
import type { ConsentParts, ConsentSettings } from './consent-parts.ts'
import { dashboardUsers } from './dashboard-users.ts'

/** The process's consent. */
export const hostConsent = perHost((host): ConsentParts => {
  const db = hostSupabase(host)
  return {
    clients: operateClients(db),
    states: oauthStates(db),
    tokens: tokenStore(host),
    forget(clientId) {
      googleTokens(host).forget(clientId)
      clientStore(host).forget(clientId)
      googleAlerts(host).rearm(clientId)
    },
    watch: sharedCalendarWatch(host),
    oauth: hostGoogleOAuth(host),
    keys: tokenKeys(host),
    links: configuredLinkKeys(),
    dashboard: dashboardUsers({ supabaseUrl: config().SUPABASE_URL ?? '', clock: systemClock }),
    settings: configuredSettings(),
    clock: systemClock,
  }
})

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
