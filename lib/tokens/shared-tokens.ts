import { randomInt } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { oauthTokens } from '../store/oauth-tokens.ts'
import { hostSupabase } from '../store/supabase.ts'
import { clientTokens } from './client-tokens.ts'
import { googleOAuth, type GoogleOAuth } from './google-oauth.ts'
import { configuredKeys } from './keys.ts'

/** Google's token endpoints, by the configuration. */
export const sharedGoogleOAuth = perHost((): GoogleOAuth => {
  const { GOOGLE_CLIENT_ID = '', GOOGLE_CLIENT_SECRET = '', ...urls } = config()
  return googleOAuth({
    clientId: GOOGLE_CLIENT_ID,
    clientSecret: GOOGLE_CLIENT_SECRET,
    tokenUrl: urls.GOOGLE_TOKEN_URL,
    revokeUrl: urls.GOOGLE_REVOKE_URL,
    clock: systemClock,
  })
})

/** The clients' tokens, one cache and one refresh at a time for the whole process. */
export const sharedTokens = perHost((queue) => {
  const host = queue ? { queue } : {}
  return clientTokens({
    store: oauthTokens(hostSupabase(host)),
    keys: configuredKeys(config()),
    oauth: sharedGoogleOAuth(host),
    clock: systemClock,
    jitter: () => randomInt(1_000_000) / 1_000_000,
  })
})
