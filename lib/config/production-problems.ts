import { isStrongKey, keyBytes } from './encryption-key.ts'
import type { Environment } from './environment.ts'

/** What a vendor knows us by; with none of them set the service runs in local mode. */
export const credentials = [
  'SUPABASE_URL',
  'SUPABASE_SERVICE_KEY',
  'GOOGLE_CLIENT_ID',
  'GOOGLE_CLIENT_SECRET',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
] as const

/** What production refuses to start without, one problem a line. */
export function productionProblems(values: Environment): string[] {
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
