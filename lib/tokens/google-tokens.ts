import { randomInt } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { googleAlerts } from '../google-alerts.ts'
import { perHost } from '../host.ts'
import { oauthTokens } from '../store/oauth-tokens.ts'
import { hostSupabase } from '../store/supabase.ts'
import { clientTokens } from './client-tokens.ts'
import { googleOAuth } from './google-oauth.ts'
import { configuredKeys } from './keys.ts'
import { mirroredTokens } from './mirrored-tokens.ts'

/** The process's store of sealed tokens: Supabase, mirrored where there is a queue. */
export const tokenStore = perHost((host, queue) => {
  const stored = oauthTokens(hostSupabase(host))
  return queue ? mirroredTokens(stored, queue.mirror, systemClock) : stored
})

/** The process's keys. */
export const tokenKeys = perHost(() => configuredKeys(config()))

/** The process's way to Google's token endpoints. */
export const hostGoogleOAuth = perHost(() => {
  const settings = config()
  return googleOAuth({
    clientId: settings.GOOGLE_CLIENT_ID ?? '',
    clientSecret: settings.GOOGLE_CLIENT_SECRET ?? '',
    tokenUrl: settings.GOOGLE_TOKEN_URL,
    revokeUrl: settings.GOOGLE_REVOKE_URL,
    clock: systemClock,
  })
})

/** The process's tokens of all clients. */
export const googleTokens = perHost((host) => {
  return clientTokens({
    store: tokenStore(host),
    keys: tokenKeys(host),
    oauth: hostGoogleOAuth(host),
    clock: systemClock,
    jitter: () => randomInt(1000) / 1000,
    events: googleAlerts(host).refreshes,
  })
})
