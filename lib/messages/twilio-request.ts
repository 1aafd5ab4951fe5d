import type { Deadline } from '../deadline.ts'
import { VendorFailure } from '../failure.ts'

/** One request as the SDK's resources ask for it. */
type TwilioRequest = {
  method: string
  uri: string
  headers?: Record<string, string>
  params?: Record<string, string | number>
  data?: Record<string, string | number>
}

/** One answer as the SDK's resources expect it. */
type TwilioAnswer = { statusCode: number; body: string; headers: Record<string, string> }

const largestAnswerBytes = 1_000_000

/** The SDK's request client over fetch: our credentials, one deadline, no redirects, a size cap. */
export function twilioRequester(
  options: { accountSid: string; authToken: string; fetch?: typeof globalThis.fetch },
  deadline: Deadline,
): { accountSid: string; request(request: TwilioRequest): Promise<TwilioAnswer> } {
  const basic = Buffer.from(`${options.accountSid}:${options.authToken}`).toString('base64')
  const send = options.fetch ?? globalThis.fetch
  return {
    accountSid: options.accountSid,
    async request({ method, uri, headers, params, data }) {
      if (deadline.signal.aborted) {
        throw new VendorFailure('twilio', 'timeout', { mayHaveHappened: false })
      }
      const url = new URL(uri)
      for (const [name, value] of Object.entries(params ?? {})) {
        url.searchParams.append(name, String(value))
      }
      const answer = await send(url, {
        method: method.toUpperCase(),
        headers: { ...headers, Authorization: `Basic ${basic}` },
        body: data ? form(data) : null,
        redirect: 'error',
        signal: deadline.signal,
      })
      const body = await cappedText(answer)
      if (answer.status === 429) throw rateLimited(answer.headers.get('retry-after'))
      return {
        statusCode: answer.status,
        body,
        headers: Object.fromEntries(answer.headers),
      }
    },
  }
}

/** The SDK's own exception drops the headers, and with them Retry-After (seconds). */
function rateLimited(retryAfter: string | null): VendorFailure {
  const seconds = Number(retryAfter ?? Number.NaN)
  const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {}
  return new VendorFailure('twilio', 'rate_limited', { code: '20429', ...wait })
}

function form(data: Record<string, string | number>): URLSearchParams {
  return new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)]))
}

async function cappedText(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > largestAnswerBytes) throw new RangeError('Twilio answered more than 1 MB')
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
