import { oauthCallback } from '../../../functions/oauth-callback.ts'
import { oauthStart } from '../../../functions/oauth-start.ts'
import { freshLink } from '../../../lib/consent/consent-parts.ts'
import { askedScopes } from '../../../lib/consent/scopes.ts'
import { broker, clientId, dashboard, type consentWorld } from './consent-world.ts'

/** A host whose work behind the answer is of no interest. */
export const host = { peer: '', after: () => {} }

/** A browser with its one cookie, driven through our endpoints and the stand-in's buttons. */
export function browser(world: ReturnType<typeof consentWorld>) {
  let cookie = ''
  const start = async (url: string, referer = '') => {
    const answer = await oauthStart.fetch(
      new Request(url, { headers: { cookie, referer } }),
      host,
      world.parts,
    )
    const set = answer.headers.get('set-cookie')
    if (set) cookie = set.split(';')[0] ?? ''
    return answer
  }
  const toGoogle = async (client = clientId) => {
    const page = await start(freshLink(client, world.parts))
    const answer = await start(buttonOf(await page.text()))
    return answer.headers.get('location') ?? ''
  }
  const decide = async (
    consentUrl: string,
    { decision = 'allow', account = broker, scopes = askedScopes } = {},
  ) => {
    const fields = scopes.map((scope) => ['scope', scope])
    const body = new URLSearchParams([['account', account], ['decision', decision], ...fields])
    const answer = await world.google.app.request(consentUrl, { method: 'POST', body })
    return answer.headers.get('location') ?? ''
  }
  const back = (url: string, sent = cookie) =>
    oauthCallback.fetch(new Request(url, { headers: { cookie: sent } }), host, world.parts)
  const connect = async (choice = {}, client = clientId) =>
    back(await decide(await toGoogle(client), choice))
  return { start, toGoogle, decide, back, connect, cookie: () => cookie }
}

/** Where the page's one button leads. */
export const buttonOf = (html: string) =>
  (/class="button" href="(.*?)"/.exec(html)?.[1] ?? '').replaceAll('&#38;', '&')
/** A page's headline. */
export const title = async (page: Response) => /<h1>(.*?)<\/h1>/.exec(await page.text())?.[1]
/** The headlines of consent's endings. */
export const endings = {
  connected: 'Your calendar is connected',
  denied: 'Your calendar is not connected',
  unticked: 'One more box to tick',
  expired: 'This took too long',
  used: 'This page was used before',
  otherBrowser: 'Let’s start again in this browser',
  wrongAccount: 'That is another Google account',
  googleDown: 'Google did not finish',
  ourSide: 'We could not finish just now',
  unknown: 'We do not know this connection',
  badLink: 'This link no longer works',
}

/** What the dashboard sends for its signed-in client, unless told otherwise. */
export async function dashboardPost(
  world: ReturnType<typeof consentWorld>,
  endpoint: typeof oauthStart,
  path: string,
  { token = world.auth.accessToken({ id: clientId, email: broker }), origin = dashboard } = {},
): Promise<Response> {
  const headers = { origin, ...(token && { authorization: `Bearer ${token}` }) }
  const request = new Request(`http://127.0.0.1:3000${path}`, { method: 'POST', headers })
  return endpoint.fetch(request, host, world.parts)
}
