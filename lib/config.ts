import { isIP } from 'node:net'
import * as v from 'valibot'

const text = v.pipe(v.string(), v.trim(), v.minLength(1))
const optional = v.optional(text)
const url = v.pipe(text, v.url())
const flag = v.pipe(
  v.optional(v.picklist(['yes', 'no']), 'no'),
  v.transform((said) => said === 'yes'),
)
const whole = (fallback: number, min: number, max: number) =>
  v.pipe(
    v.optional(text, String(fallback)),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min),
    v.maxValue(max),
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

/** Every variable the service reads, in the order of `.env.example`. */
export const environment = v.object({
  // Server
  PORT: whole(3000, 1, 65_535),
  HOST: v.optional(text, '127.0.0.1'),
  NODE_ENV: v.optional(text, 'development'),
  PUBLIC_URL: v.optional(url),
  DATA_DIR: v.optional(text, '.data'),
  LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
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
  SMS_COUNTRIES: v.optional(text, '1'),
  // E-mail and alerts
  SMTP_URL: v.optional(url),
  MAIL_FROM: v.optional(v.pipe(text, v.email())),
  ADMIN_EMAIL: v.optional(v.pipe(text, v.email())),
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

type Environment = v.InferOutput<typeof environment>

/** The configuration: the environment, typed and frozen, plus what follows from it. */
export type Config = Readonly<Environment> & {
  /** `local` when no vendor credential is set: stand-ins answer for every vendor. */
  readonly mode: 'local' | 'production'
  /** Where the outside world reaches us, without a trailing slash. */
  readonly publicUrl: string
}

/** All problems of an environment at once, one a line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: string[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((p) => `- ${p}`).join('\n')}`,
    )
    this.problems = problems
  }
}

let current: Config | undefined

/** The process's configuration, read from the environment on first use. Throws ConfigError. */
export function config(): Config {
  current ??= parseConfig(process.env)
  return current
}

/** Settles the configuration before first use (local mode, tests). Throws ConfigError. */
export function configure(env: Record<string, string | undefined>, mode?: Config['mode']): Config {
  current = parseConfig(env, mode)
  return current
}

const credentials = [
  'SUPABASE_URL',
  'SUPABASE_SERVICE_KEY',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
] as const

/** Reads an environment, or throws ConfigError naming every problem. `mode` overrides what follows from it. */
export function parseConfig(
  env: Record<string, string | undefined>,
  mode?: Config['mode'],
): Config {
  const said = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = v.safeParse(environment, said)
  if (!read.success) {
    throw new ConfigError(read.issues.map((i) => `${String(i.path?.[0]?.key)}: ${i.message}`))
  }
  const values = read.output
  const settled = mode ?? (credentials.some((name) => values[name]) ? 'production' : 'local')
  const problems = settled === 'production' && mode === undefined ? productionProblems(values) : []
  if (problems.length > 0) throw new ConfigError(problems)
  const publicUrl = (values.PUBLIC_URL ?? `http://${values.HOST}:${values.PORT}`).replace(
    /\/+$/,
    '',
  )
  return Object.freeze({ ...values, mode: settled, publicUrl })
}

/** What production refuses to start without. */
function productionProblems(values: Environment): string[] {
  const required = [
    ...credentials,
    'GOOGLE_REDIRECT_URI',
    'TWILIO_PHONE_NUMBER',
    'ENCRYPTION_KEY',
    'PUBLIC_URL',
  ] as const
  const problems: string[] = required
    .filter((name) => !values[name])
    .map((name) => `${name}: missing`)
  if (values.ENCRYPTION_KEY && !isStrongKey(values.ENCRYPTION_KEY)) {
    problems.push('ENCRYPTION_KEY: must be 32 random bytes as 64 hex digits or base64')
  }
  if (values.RETELL_WEBHOOK_SECRET.length === 0 && !values.ALLOW_UNSIGNED_WEBHOOKS) {
    problems.push('RETELL_WEBHOOK_SECRET: missing (or say ALLOW_UNSIGNED_WEBHOOKS=yes)')
  }
  problems.push(...weakSecrets(values))
  if (!values.DATA_DIR.startsWith('/')) problems.push('DATA_DIR: must be an absolute path')
  // Google sends notifications to nothing else.
  if (values.GOOGLE_PUSH && !values.PUBLIC_URL?.startsWith('https:')) {
    problems.push('GOOGLE_PUSH: needs a PUBLIC_URL that begins with https:')
  }
  if (!values.ALLOW_LOOPBACK_VENDORS) problems.push(...loopbackVendors(values))
  return problems
}

function loopbackVendors(values: Environment): string[] {
  const vendors = [
    'SUPABASE_URL',
    'GOOGLE_API_URL',
    'GOOGLE_CONSENT_URL',
    'GOOGLE_TOKEN_URL',
    'GOOGLE_REVOKE_URL',
    'TWILIO_API_URL',
  ] as const
  return vendors
    .filter((name) => /^[a-z]+:\/\/(localhost|127\.|\[::1\])/i.test(values[name] ?? ''))
    .map(
      (name) => `${name}: points at this machine (say ALLOW_LOOPBACK_VENDORS=yes if that is meant)`,
    )
}

/** Secrets that are short, repetitive, or still the example's. */
function weakSecrets(values: Environment): string[] {
  const { RETELL_WEBHOOK_SECRET, CYCLE_TOKEN = [], METRICS_TOKEN = [] } = values
  const ours = Object.entries({ RETELL_WEBHOOK_SECRET, CYCLE_TOKEN, METRICS_TOKEN })
  const vendors = ['SUPABASE_SERVICE_KEY', 'GOOGLE_CLIENT_SECRET', 'TWILIO_AUTH_TOKEN'] as const
  return [
    ...ours
      .filter(([, given]) =>
        [given].flat().some((secret) => secret.length < 16 || new Set(secret).size < 6),
      )
      .map(
        ([name]) => `${name}: too weak: at least 16 characters, such as openssl rand -hex 32 gives`,
      ),
    ...vendors
      .filter((name) => /^(x+|change.?me|your.*|placeholder|example)$/i.test(values[name] ?? ''))
      .map((name) => `${name}: still the example's`),
    ...(values.ENCRYPTION_KEYS_OLD.every((key) => keyBytes(key))
      ? []
      : ['ENCRYPTION_KEYS_OLD: each must be 32 bytes as 64 hex digits or base64']),
  ]
}

/** True for 32 bytes written as hex or base64 that are not a pattern. */
export function isStrongKey(key: string): boolean {
  const bytes = keyBytes(key)
  return bytes !== undefined && new Set(bytes).size >= 12
}

/** The 32 bytes of a key in hex (64 digits) or base64; undefined for anything else. */
export function keyBytes(key: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(key)) return Buffer.from(key, 'base64')
  return undefined
}
