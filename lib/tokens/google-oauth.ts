import * as v from 'valibot'
import type { Clock } from '../clock.ts'
import type { Deadline } from '../deadline.ts'
import { VendorFailure, type FailureKind } from '../failure.ts'

/** Tokens as Google grants them, plain. `expiresAt` is epoch ms. */
export type Granted = {
  accessToken: string
  expiresAt: number
  /** Absent on most refreshes: the old one stays good. */
  refreshToken?: string | undefined
  scopes: string[]
  /** The account's address, when `openid email` was granted. */
  account?: string | undefined
}

/** Google's token endpoints. Every method is one request and throws VendorFailure('google', …). */
export type GoogleOAuth = {
  /** Trades an authorization code; kind `invalid_grant` when it is used, expired, or not ours. */
  exchange(
    code: { code: string; verifier: string; redirectUri: string },
    deadline: Deadline,
  ): Promise<Granted>
  /** Kind `invalid_grant` when consent is gone. */
  refresh(refreshToken: string, deadline: Deadline): Promise<Granted>
  /** Withdraws a consent; one already gone is fine. */
  revoke(token: string, deadline: Deadline): Promise<void>
}

/** The application at Google, where Google is, and (in tests) how it is reached. */
export type GoogleOAuthOptions = {
  clientId: string
  clientSecret: string
  tokenUrl: string
  revokeUrl: string
  clock: Clock
  fetch?: typeof fetch
}

/** Far above any honest answer. */
const mostCharacters = 100_000

const granted = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  expires_in: v.pipe(v.number(), v.minValue(1)),
  refresh_token: v.optional(v.pipe(v.string(), v.minLength(1))),
  scope: v.optional(v.string(), ''),
  id_token: v.optional(v.string()),
})
const refusal = v.object({ error: v.pipe(v.string(), v.regex(/^\w{1,60}$/)) })
const identity = v.object({
  iss: v.picklist(['https://accounts.google.com', 'accounts.google.com']),
  aud: v.string(),
  email: v.optional(v.pipe(v.string(), v.email())),
})

/** The endpoints, by plain fetch: Google's own library would refresh behind our back and repeat four times. */
export function googleOAuth(options: GoogleOAuthOptions): GoogleOAuth {
  const { clientId, clientSecret, tokenUrl, revokeUrl, clock } = options
  const client = { client_id: clientId, client_secret: clientSecret }
  const grant = async (form: Record<string, string>, deadline: Deadline): Promise<Granted> => {
    const answer = await post(options, tokenUrl, { ...client, ...form }, deadline)
    const read = v.safeParse(granted, answer)
    if (!read.success) throw new VendorFailure('google', 'server', { code: 'unreadable_answer' })
    return {
      accessToken: read.output.access_token,
      expiresAt: clock.now() + read.output.expires_in * 1000,
      refreshToken: read.output.refresh_token,
      scopes: read.output.scope.split(' ').filter(Boolean),
      account: accountIn(read.output.id_token, clientId),
    }
  }
  return {
    exchange: ({ code, verifier, redirectUri }, deadline) =>
      grant(
        {
          grant_type: 'authorization_code',
          code,
          code_verifier: verifier,
          redirect_uri: redirectUri,
        },
        deadline,
      ),
    refresh: (refreshToken, deadline) =>
      grant({ grant_type: 'refresh_token', refresh_token: refreshToken }, deadline),
    async revoke(token, deadline) {
      try {
        await post(options, revokeUrl, { token }, deadline)
      } catch (error) {
        if (!(error instanceof VendorFailure) || error.code !== 'invalid_token') throw error
      }
    },
  }
}

async function post(
  options: GoogleOAuthOptions,
  url: string,
  form: Record<string, string>,
  deadline: Deadline,
): Promise<unknown> {
  try {
    const response = await (options.fetch ?? fetch)(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { accept: 'application/json' },
      redirect: 'error',
      signal: deadline.signal,
    })
    const body = await readJson(response)
    if (response.ok) return body
    const read = v.safeParse(refusal, body)
    throw refused(response.status, read.success ? read.output.error : undefined)
  } catch (error) {
    if (error instanceof VendorFailure) throw error
    throw new VendorFailure('google', deadline.signal.aborted ? 'timeout' : 'unreachable')
  }
}

/** The body if it is JSON; throws when it is longer than any honest one. */
async function readJson(response: Response): Promise<unknown> {
  let text = ''
  for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += part
    if (text.length > mostCharacters)
      throw new VendorFailure('google', 'server', { code: 'too_long' })
  }
  const read = v.safeParse(v.pipe(v.string(), v.parseJson()), text)
  return read.success ? read.output : undefined
}

function refused(status: number, code: string | undefined): VendorFailure {
  const kind = ((): FailureKind => {
    if (status >= 500) return 'server'
    if (status === 429) return 'rate_limited'
    return code === 'invalid_grant' ? 'invalid_grant' : 'refused'
  })()
  return new VendorFailure('google', kind, { code: code ?? String(status) })
}

/**
 * The address in an id token. Its signature need not be checked, for it came straight from the token
 * endpoint (OpenID Connect Core 1.0, 3.1.3.7, item 6).
 */
function accountIn(idToken: string | undefined, clientId: string): string | undefined {
  const claims = idToken?.split('.')[1]
  if (!claims) return undefined
  const json = Buffer.from(claims, 'base64url').toString('utf8')
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), identity), json)
  return read.success && read.output.aud === clientId ? read.output.email : undefined
}
