import { randomBytes } from 'node:crypto'
import { vendorBreaker, type CountedFailure } from '../../../lib/breaker.ts'
import { clientCalendar } from '../../../lib/calendar/client-calendar.ts'
import { googleApi } from '../../../lib/calendar/google.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl } from '../../../lib/local/control.ts'
import { googleStandIn, standInClient } from '../../../lib/local/google/stand-in.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { clientTokens } from '../../../lib/tokens/client-tokens.ts'
import { keyring } from '../../../lib/tokens/envelope.ts'
import { googleOAuth } from '../../../lib/tokens/google-oauth.ts'
import { sealTokens } from '../../../lib/tokens/sealed-tokens.ts'
import { memoryTokenStore } from '../tokens/memory-store.ts'

/** Monday 23 November 2026, 09:00 in Toronto. */
export const monday9 = Date.parse('2026-11-23T14:00:00Z')
export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour
export const broker = 'broker@example.com'
export const client = 'client-1'

const scope = 'https://www.googleapis.com/auth/'
const scopes = [`${scope}calendar.events.freebusy`, `${scope}calendar.events.owned`]

/** A push notification on its way. */
export type Notified = { address: string; headers: Record<string, string> }

/** A client's calendar through everything real but the network, on a clock of its own. */
export function calendarWorld() {
  const clock = turnedClock(monday9)
  const control = localControl(() => clock.now())
  const notified: Notified[] = []
  const deliver = (address: string, headers: Record<string, string>) =>
    void notified.push({ address, headers })
  const google = googleStandIn({ control, deliver })
  google.addAccount(broker)
  const memory = memoryTokenStore()
  const keys = keyring(randomBytes(32))
  memory.rows.set(client, sealTokens(keys, client, google.issueTokens(broker, scopes)))
  const requests: string[] = []
  const reach = inProcessFetch(google.app)
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    requests.push(`${init?.method ?? 'GET'} ${url.pathname.split('/').at(-1)}`)
    return reach(input, init)
  }
  const tokens = clientTokens({
    store: memory.store,
    keys,
    oauth: googleOAuth({
      clientId: standInClient.id,
      clientSecret: standInClient.secret,
      tokenUrl: 'http://google.test/token',
      revokeUrl: 'http://google.test/revoke',
      clock,
      fetch,
    }),
    clock,
    jitter: () => 0,
  })
  const failures: CountedFailure[] = []
  let successes = 0
  const breaker = vendorBreaker('google', clock, {
    onFailure: (failed) => void failures.push(failed),
    onSuccess: () => void successes++,
  })
  const api = googleApi({ apiUrl: 'http://google.test', clock, fetch })
  const calendar = clientCalendar({ api, tokens, clock, breaker })
  const call = (ms = 3000, clientId = client) => ({ clientId, deadline: deadlineIn(clock, ms) })
  const connect = (clientId: string) =>
    memory.rows.set(clientId, sealTokens(keys, clientId, google.issueTokens(broker, scopes)))
  /** As the broker does it, in their own calendar. */
  const deleteEvent = async (id: string) => {
    const { accessToken } = google.issueTokens(broker, scopes)
    const url = `http://google.test/calendar/v3/calendars/primary/events/${id}`
    await reach(url, { method: 'DELETE', headers: { authorization: `Bearer ${accessToken}` } })
  }
  return {
    deleteEvent,
    clock,
    control,
    google,
    requests,
    calendar,
    tokens,
    fetch,
    notified,
    call,
    failures,
    successes: () => successes,
    connect,
    rows: memory.rows,
  }
}

/** A call's failure; anything else is an error of the test. */
export async function failure(asked: Promise<unknown>): Promise<VendorFailure> {
  const ended = await asked.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (ended instanceof VendorFailure) return ended
  throw new Error('it did not fail as a vendor does', { cause: ended })
}
