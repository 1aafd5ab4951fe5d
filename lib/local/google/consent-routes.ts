import type { Context, Hono } from 'hono'
import { strike } from '../strike.ts'
import { consentErrorPage, consentPage } from './consent-page.ts'
import { accountChoices, readConsentRequest, type ConsentRequest } from './consent-request.ts'
import { token } from './grants.ts'
import { faultResponse } from './refusals.ts'
import { scopeWords } from './scopes.ts'
import type { StandIn } from './stand-in.ts'

const path = '/o/oauth2/v2/auth'
const codeLivesMs = 10 * 60_000

/** Mounts the authorization endpoint: its page and the answer to its buttons. */
export function mountConsent(app: Hono, standIn: StandIn): void {
  const refuse = (_: Context, fault: Parameters<typeof faultResponse>[0]) => faultResponse(fault)
  const name = 'oauth.consent'
  app.get(path, (c) => strike(standIn.control, c, { name, refuse, act: (c) => shown(standIn, c) }))
  app.post(path, (c) =>
    strike(standIn.control, c, { name, refuse, act: (c) => decided(standIn, c) }),
  )
}

function shown(standIn: StandIn, c: Context) {
  const query = new URL(c.req.url).searchParams
  const request = readConsentRequest(standIn.client, query)
  if ('error' in request) return c.html(consentErrorPage(request), request.status)
  const accounts = accountChoices(standIn.keeper.world, request.loginHint)
  return c.html(consentPage(request, accounts, query.toString()))
}

async function decided(standIn: StandIn, c: Context): Promise<Response> {
  const request = readConsentRequest(standIn.client, new URL(c.req.url).searchParams)
  if ('error' in request) return c.html(consentErrorPage(request), request.status)
  const form = new URLSearchParams(await c.req.text())
  const account = form.get('account') ?? ''
  if (form.get('decision') !== 'allow') return back(request, { error: 'access_denied' })
  if (!standIn.keeper.world.accounts.some((a) => a.email === account)) {
    return c.text('No such account', 400)
  }
  const ticked = form.getAll('scope')
  const scopes = request.scopes.filter((scope) => !scopeWords[scope] || ticked.includes(scope))
  const code = newCode(standIn, request, account, scopes)
  return back(request, { code, scope: scopes.join(' ') })
}

function newCode(
  { keeper, control }: StandIn,
  { redirectUri, challenge, offline }: ConsentRequest,
  account: string,
  scopes: string[],
): string {
  const code = `4/${token()}`
  const expiresAt = control.now() + codeLivesMs
  const used = false
  keeper.world.codes.push({
    code,
    account,
    scopes,
    redirectUri,
    challenge,
    offline,
    expiresAt,
    used,
  })
  keeper.save()
  return code
}

function back({ redirectUri, state }: ConsentRequest, answer: Record<string, string>): Response {
  const location = new URL(redirectUri)
  if (state !== null) location.searchParams.set('state', state)
  for (const [key, value] of Object.entries(answer)) location.searchParams.set(key, value)
  return new Response(null, { status: 303, headers: { location: location.href } })
}
