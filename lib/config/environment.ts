import { isIP } from 'node:net'
import * as v from 'valibot'

const text = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be blank'))
const optional = v.optional(text)
// Messages of our own: valibot's quote the value, which may hold a password.
const url = v.pipe(text, v.url('must be a whole address, with its https:// or the like'))
const email = v.pipe(text, v.email('must be an e-mail address'))
const flag = v.pipe(
  v.optional(v.picklist(['yes', 'no'], 'must be yes or no'), 'no'),
  v.transform((said) => said === 'yes'),
)
const whole = (fallback: number, min: number, max: number) =>
  v.pipe(
    v.optional(text, String(fallback)),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min, `must be ${min} or more`),
    v.maxValue(max, `must be ${max} or less`),
  )
const list = v.pipe(
  v.optional(v.string(), ''),
  v.transform((said) =>
    said
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  ),
)
const isNetwork = (text: string) => {
  const [address = '', prefix] = text.split('/')
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return bits >= 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
}
const e164 = v.pipe(text, v.regex(/^\+[1-9]\d{6,14}$/, 'must be a phone number like +14165550123'))

const callingCodes = v.pipe(
  text,
  v.regex(/^\d{1,4}(\s*,\s*\d{1,4})*$/, 'must be calling codes without +, like 1,44'),
)
const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

/** Every variable the service reads, in the order of `.env.example`. */
export const environment = v.object({
  // Server
  PORT: whole(3000, 1, 65_535),
  HOST: v.optional(text, '127.0.0.1'),
  NODE_ENV: v.optional(text, 'development'),
  PUBLIC_URL: v.optional(url),
  DATA_DIR: v.optional(text, '.data'),
  LOG_LEVEL: v.optional(v.picklist(levels, `must be one of ${levels.join(', ')}`), 'info'),
  TRUSTED_PROXY_HOPS: whole(0, 0, 5),
  COMMIT: v.optional(text, 'unknown'),
  // Supabase
  SUPABASE_URL: v.optional(url),
  SUPABASE_SERVICE_KEY: optional,
  DASHBOARD_ORIGIN: v.optional(url),
  // Google OAuth
  GOOGLE_CLIENT_ID: optional,
  GOOGLE_CLIENT_SECRET: optional,
  GOOGLE_REDIRECT_URI: v.optional(url),
  GOOGLE_API_URL: v.optional(url, 'https://www.googleapis.com'),
  GOOGLE_CONSENT_URL: v.optional(url, 'https://accounts.google.com/o/oauth2/v2/auth'),
  GOOGLE_TOKEN_URL: v.optional(url, 'https://oauth2.googleapis.com/token'),
  GOOGLE_REVOKE_URL: v.optional(url, 'https://oauth2.googleapis.com/revoke'),
  GOOGLE_PUSH: flag,
  // Twilio
  TWILIO_ACCOUNT_SID: optional,
  TWILIO_AUTH_TOKEN: optional,
  TWILIO_PHONE_NUMBER: v.optional(e164),
  TWILIO_API_URL: v.optional(url, 'https://api.twilio.com'),
  SMS_COUNTRIES: v.optional(callingCodes, '1'),
  // E-mail and alerts
  SMTP_URL: v.optional(url),
  MAIL_FROM: v.optional(email),
  ADMIN_EMAIL: v.optional(email),
  ADMIN_PHONE: v.optional(e164),
  // Security
  ENCRYPTION_KEY: optional,
  ENCRYPTION_KEYS_OLD: list,
  RETELL_WEBHOOK_SECRET: list,
  RETELL_IPS: v.pipe(
    list,
    v.check((given) => given.every(isNetwork), 'must be addresses or networks like 10.0.0.0/8'),
  ),
  ALLOW_UNSIGNED_WEBHOOKS: flag,
  CYCLE_TOKEN: optional,
  METRICS_TOKEN: optional,
  RATE_LIMIT_PER_MINUTE: whole(100, 1, 100_000),
  RETENTION_DAYS: whole(90, 1, 3650),
  // Timing
  CHECK_DEADLINE_MS: whole(3000, 200, 60_000),
  BOOK_DEADLINE_MS: whole(6000, 500, 60_000),
  KNOWN_BUSY_MS: whole(30_000, 0, 600_000),
  // Optional helpers
  REDIS_URL: v.optional(url),
  N8N_MCP_URL: v.optional(url),
  N8N_MCP_TOKEN: optional,
  N8N_BUDGET_MS: whole(1500, 100, 10_000),
  ALLOW_LOOPBACK_VENDORS: flag,
})

/** The environment as read: defaults filled in, numbers and lists parsed. */
export type Environment = v.InferOutput<typeof environment>
