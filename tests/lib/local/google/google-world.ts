import { auth, calendar } from 'googleapis/build/src/apis/calendar/index.js'
import { inProcessFetch } from '../../../../lib/local/in-process.ts'
import { localControl } from '../../../../lib/local/control.ts'
import { googleStandIn, standInClient } from '../../../../lib/local/google/stand-in.ts'

/** Monday 23 November 2026, 09:00 in Toronto. */
export const monday9 = Date.parse('2026-11-23T14:00:00Z')
export const broker = 'broker@example.com'
const scope = 'https://www.googleapis.com/auth/'
export const allScopes = [
  `${scope}calendar.events.freebusy`,
  `${scope}calendar.events.owned`,
  'openid',
  'email',
]

/** A stand-in with one broker's account, and Google's own client library in front of it. */
export function googleWorld(scopes = allScopes) {
  let now = monday9
  const control = localControl(() => now)
  const delivered: Record<string, string>[] = []
  const deliver = (address: string, headers: Record<string, string>) =>
    void delivered.push({ address, ...headers })
  const google = googleStandIn({ control, deliver })
  google.addAccount(broker)
  const tokens = google.issueTokens(broker, scopes)
  return {
    ...google,
    control,
    tokens,
    api: client(google.app, tokens.accessToken),
    client: (accessToken: string, app = google.app) => client(app, accessToken),
    delivered,
    turn: (ms: number) => {
      now += ms
    },
  }
}

function client(app: ReturnType<typeof googleStandIn>['app'], accessToken: string) {
  const oauth = new auth.OAuth2({ clientId: standInClient.id, clientSecret: standInClient.secret })
  oauth.setCredentials({ access_token: accessToken, expiry_date: monday9 + 10 * 365 * 86_400_000 })
  return calendar({
    version: 'v3',
    auth: oauth,
    rootUrl: 'http://google.test/',
    fetchImplementation: inProcessFetch(app),
    retry: false,
    retryConfig: { retry: 0 },
  })
}
