import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { Fault } from '../control.ts'
import { strike } from '../strike.ts'
import { bearerGrant, newAccessToken, newGrant, rotate, tokenSeconds } from './grants.ts'
import { idToken } from './id-token.ts'
import { faultResponse, Refusal, refusalResponse } from './refusals.ts'
import type { StandIn } from './stand-in.ts'
import type { Code, Grant } from './world.ts'

type OAuthError = { error: string; error_description: string; status?: 400 | 401 }
type Act = (standIn: StandIn, form: URLSearchParams, c: Context) => object | OAuthError

/** Mounts the token, revocation and user info endpoints. */
export function mountTokens(app: Hono, standIn: StandIn): void {
  app.post('/token', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const refresh = form.get('grant_type') === 'refresh_token'
    return run(
      standIn,
      c,
      refresh ? 'oauth.refresh' : 'oauth.token',
      refresh ? refreshed : exchanged,
    )
  })
  app.post('/revoke', (c) => run(standIn, c, 'oauth.revoke', revoked))
  app.get('/oauth2/v3/userinfo', (c) => run(standIn, c, 'userinfo', userInfo))
}

function run(standIn: StandIn, c: Context, name: string, act: Act): Promise<Response> {
  return strike(standIn.control, c, {
    name,
    refuse: (_, fault) => oauthFault(fault),
    async act(c) {
      try {
        const form = new URLSearchParams(await c.req.text())
        for (const [key, value] of new URL(c.req.url).searchParams) form.append(key, value)
        const answer = act(standIn, form, c)
        standIn.keeper.save()
        if (!('error' in answer)) return c.json(answer)
        const { status = 400, ...body } = answer
        return c.json(body, status)
      } catch (error) {
        if (error instanceof Refusal) return refusalResponse(error)
        throw error
      }
    },
  })
}

/** grant_type=authorization_code. https://developers.google.com/identity/protocols/oauth2/web-server#exchange-authorization-code */
function exchanged(standIn: StandIn, form: URLSearchParams): object {
  const { keeper, control } = standIn
  if (!knowsClient(standIn, form)) return badClient
  if (form.get('grant_type') !== 'authorization_code') {
    return { error: 'unsupported_grant_type', error_description: 'Invalid grant_type.' }
  }
  const code = keeper.world.codes.find((c) => c.code === form.get('code'))
  if (!code || code.used || code.expiresAt <= control.now()) {
    return { error: 'invalid_grant', error_description: 'Malformed auth code.' }
  }
  if (form.get('redirect_uri') !== code.redirectUri) {
    return { error: 'redirect_uri_mismatch', error_description: 'Bad Request' }
  }
  if (!answersChallenge(code, form.get('code_verifier'))) {
    return { error: 'invalid_grant', error_description: 'Invalid code verifier.' }
  }
  code.used = true
  const grant = newGrant(keeper.world, code)
  return tokenAnswer(standIn, grant, grant.refreshToken)
}

/** grant_type=refresh_token. */
function refreshed(standIn: StandIn, form: URLSearchParams): object {
  if (!knowsClient(standIn, form)) return badClient
  const said = form.get('refresh_token')
  const grant = standIn.keeper.world.grants.find((g) => !g.revoked && g.refreshToken === said)
  if (!said || !grant) {
    return { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }
  }
  return tokenAnswer(standIn, grant, standIn.rotates() ? rotate(grant) : null)
}

function revoked({ keeper }: StandIn, form: URLSearchParams): object {
  const said = form.get('token')
  const grant = keeper.world.grants.find(
    (g) => !g.revoked && (g.refreshToken === said || g.accessTokens.some((t) => t.token === said)),
  )
  if (!said || !grant) {
    return { error: 'invalid_token', error_description: 'Token expired or revoked' }
  }
  grant.revoked = true
  return {}
}

function userInfo({ keeper, control }: StandIn, _: URLSearchParams, c: Context): object {
  const grant = bearerGrant(keeper.world, c.req.header('authorization'), control.now())
  if (!grant.scopes.includes('openid')) {
    throw new Refusal(401, 'authError', 'Invalid Credentials')
  }
  const { sub, email } = need(keeper.world.accounts.find((a) => a.email === grant.account))
  return { sub, ...(grant.scopes.includes('email') && { email, email_verified: true }) }
}

function tokenAnswer(standIn: StandIn, grant: Grant, refreshToken: string | null): object {
  const now = standIn.control.now()
  const account = need(standIn.keeper.world.accounts.find((a) => a.email === grant.account))
  return {
    access_token: newAccessToken(grant, now),
    expires_in: tokenSeconds,
    ...(refreshToken && { refresh_token: refreshToken }),
    scope: grant.scopes.join(' '),
    token_type: 'Bearer',
    ...(grant.scopes.includes('openid') && {
      id_token: idToken(account, { audience: standIn.client.id, scopes: grant.scopes, now }),
    }),
  }
}

const badClient = { error: 'invalid_client', error_description: 'Unauthorized', status: 401 }

function knowsClient({ client }: StandIn, form: URLSearchParams): boolean {
  return form.get('client_id') === client.id && form.get('client_secret') === client.secret
}

function answersChallenge({ challenge }: Code, verifier: string | null): boolean {
  if (challenge === null) return verifier === null
  const answer = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url')
  return (
    answer.length === challenge.length &&
    timingSafeEqual(Buffer.from(answer), Buffer.from(challenge))
  )
}

/** An injected `status` fault: `reason` is the OAuth error (`invalid_grant`), else a plain outage. */
function oauthFault(fault: Fault): Response {
  if (!fault.reason) return faultResponse(fault)
  const body = { error: fault.reason, error_description: 'Bad Request' }
  return Response.json(body, { status: fault.status ?? 400 })
}

function need<T>(thing: T | undefined): T {
  if (thing === undefined) throw new Error('the stand-in lost an account')
  return thing
}
