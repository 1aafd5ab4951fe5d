import type { Pool } from 'pg'
import { keyBytes } from '../config/encryption-key.ts'
import { keyring } from '../tokens/envelope.ts'
import { isoAt } from '../timezones.ts'
import { demoAccount, demoClientId } from './demo-client.ts'
import { demoWeek } from './demo-week.ts'
import { fullScopes } from './google/scopes.ts'
import type { googleStandIn } from './google/stand-in.ts'

const zone = 'America/Toronto'
const table = 'oauth_tokens'

/** Gives the demo client its Google account with a busy fortnight, and tokens as if consent had been given. */
export async function connectDemoClient(options: {
  pool: Pool
  google: ReturnType<typeof googleStandIn>
  encryptionKey: string
}): Promise<void> {
  const { pool, google } = options
  google.addAccount(demoAccount, zone)
  addWeek(google)
  const known = await pool.query(
    `select google_status from public.clients where id = $1 and google_status <> 'none'`,
    [demoClientId],
  )
  if (known.rowCount) return
  const key = keyBytes(options.encryptionKey)
  if (!key) throw new Error('The kept encryption key is no key.')
  const keys = keyring(key)
  const scopes = fullScopes(['calendar.events.freebusy', 'calendar.events.owned'])
  const issued = google.issueTokens(demoAccount, scopes)
  const sealed = (plain: string, column: string) =>
    keys.seal(plain, { table, column, clientId: demoClientId })
  await pool.query(
    `insert into public.oauth_tokens (client_id, access_token_encrypted, refresh_token_encrypted, expires_at)
     values ($1, $2, $3, to_timestamp($4))
     on conflict (client_id) do nothing`,
    [
      demoClientId,
      sealed(issued.accessToken, 'access_token_encrypted'),
      sealed(issued.refreshToken, 'refresh_token_encrypted'),
      issued.expiresAt / 1000,
    ],
  )
  await pool.query(
    `update public.clients set google_account = $2, google_status = 'connected', connected_at = now()
     where id = $1`,
    [demoClientId, demoAccount],
  )
}

/** Adds what is missing of the demo fortnight: its days move on with the calendar. */
function addWeek(google: ReturnType<typeof googleStandIn>): void {
  const known = new Set(google.events().map(({ id }) => id))
  for (const { id, summary, start, end } of demoWeek(zone, Date.now())) {
    if (known.has(id)) continue
    google.addEvent(demoAccount, {
      id,
      summary,
      start: { dateTime: isoAt(zone, start), timeZone: zone },
      end: { dateTime: isoAt(zone, end), timeZone: zone },
    })
  }
}
