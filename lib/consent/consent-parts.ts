import type { CalendarWatch } from '../calendar/calendar-watch.ts'
import type { Clock } from '../clock.ts'
import type { ClientOperations } from '../store/operate-clients.ts'
import type { OauthStates } from '../store/oauth-states.ts'
import type { Keyring } from '../tokens/envelope.ts'
import type { GoogleOAuth } from '../tokens/google-oauth.ts'
import type { TokenStore } from '../tokens/token-store.ts'
import { connectLink, freshLinkMs, type LinkKeys } from './connect-link.ts'
import type { DashboardUsers } from './dashboard-users.ts'

/** Everything consent is made of. */
export type ConsentParts = {
  clients: Pick<ClientOperations, 'get' | 'setConnection'>
  states: Pick<OauthStates, 'add' | 'consume'>
  tokens: TokenStore
  /** Drops what is cached of a client. */
  forget: (clientId: string) => void
  /** Absent unless Google tells us of changes. */
  watch?: Pick<CalendarWatch, 'close'> | undefined
  oauth: GoogleOAuth
  keys: Keyring
  links: LinkKeys
  dashboard: DashboardUsers
  settings: ConsentSettings
  clock: Clock
}

/** Who we are to Google and to browsers. */
export type ConsentSettings = {
  publicUrl: string
  consentUrl: string
  googleClientId: string
  redirectUri: string
  /** The one origin whose scripts may call us. */
  dashboardOrigin?: string | undefined
}

/** A link for the person at the screen to (re)start with. */
export function freshLink(clientId: string, { settings, links, clock }: ConsentParts): string {
  const { publicUrl } = settings
  return connectLink(clientId, { publicUrl, keys: links, now: clock.now(), lastsMs: freshLinkMs })
}
