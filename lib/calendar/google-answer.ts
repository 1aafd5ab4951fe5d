import type { Clock } from '../clock.ts'
import { VendorFailure } from '../failure.ts'
import type { Answer, Exchange } from './exchange.ts'
import { googleFailure } from './google-failure.ts'

/** One request's plain access token, and the signal that ends the wait. */
export type GoogleCall = { accessToken: string; signal: AbortSignal }

/** What a request to Google carries of it. */
export type RequestOptions = { headers: Record<string, string>; signal: AbortSignal }

/** Makes one request to Google with its authorization. Throws VendorFailure('google', …). */
export async function answered<T>(
  { accessToken, signal }: GoogleCall,
  clock: Clock,
  request: (options: RequestOptions) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw new VendorFailure('google', 'timeout', { mayHaveHappened: false })
  try {
    return await request({ headers: { authorization: `Bearer ${accessToken}` }, signal })
  } catch (error) {
    throw googleFailure(error, signal, clock.now())
  }
}

/** Posts JSON without Google's library; what is no success is thrown in the shape the library throws. */
export async function postJson(
  exchange: Exchange,
  url: URL,
  question: object,
  { headers, signal }: RequestOptions,
): Promise<unknown> {
  const json = { ...headers, 'content-type': 'application/json' }
  return successful(await exchange(url, { headers: json, body: JSON.stringify(question), signal }))
}

/** What an answer says, undefined when it is not JSON. */
function successful({ status, headers, text }: Answer): unknown {
  const data = parsedJson(text)
  if (status >= 200 && status < 300) return data
  throw Object.assign(new Error('refused'), { response: { status, headers, data } })
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
