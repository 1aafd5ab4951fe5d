import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ConfigError, parseConfig } from '../../lib/config.ts'
import { isStrongKey } from '../../lib/config/encryption-key.ts'
import { environment } from '../../lib/config/environment.ts'

const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
const key = '0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddeeff0'
const production = {
  SUPABASE_URL: 'https://x.supabase.co',
  SUPABASE_SERVICE_KEY: 'service-key',
  GOOGLE_CLIENT_ID: 'id',
  GOOGLE_CLIENT_SECRET: 'secret',
  GOOGLE_REDIRECT_URI: 'https://calendar.example.com/auth/google/callback',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_PHONE_NUMBER: '+14165550100',
  ENCRYPTION_KEY: key,
  PUBLIC_URL: 'https://calendar.example.com/',
  RETELL_WEBHOOK_SECRET: 'key_0123456789abcdef,key_fedcba9876543210',
  DATA_DIR: '/var/lib/calendar-service',
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    parseConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

describe('configuration', () => {
  it('.env.example names every variable in the schema’s order', () => {
    const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1])
    expect(named).toEqual(Object.keys(environment.entries))
  })

  it('.env.example shows each default as it is', () => {
    const shown = Object.fromEntries(
      [...example.matchAll(/^# ([A-Z][A-Z0-9_]+)=(.*)$/gm)].map((match) => [match[1], match[2]]),
    ) as Record<string, string>
    const defaults = parseConfig({}) as unknown as Record<string, unknown>
    for (const name of [
      'PORT',
      'HOST',
      'LOG_LEVEL',
      'GOOGLE_API_URL',
      'GOOGLE_TOKEN_URL',
      'TWILIO_API_URL',
      'RETENTION_DAYS',
      'CHECK_DEADLINE_MS',
      'BOOK_DEADLINE_MS',
      'RATE_LIMIT_PER_MINUTE',
    ]) {
      expect(String(defaults[name]), name).toBe(shown[name])
    }
  })

  it('is local without any vendor credential', () => {
    expect(parseConfig({})).toMatchObject({
      mode: 'local',
      PORT: 3000,
      publicUrl: 'http://127.0.0.1:3000',
    })
  })

  it('is production with all of them, frozen, lists split', () => {
    const config = parseConfig(production)
    expect(config).toMatchObject({ mode: 'production', publicUrl: 'https://calendar.example.com' })
    expect(config.RETELL_WEBHOOK_SECRET).toEqual(['key_0123456789abcdef', 'key_fedcba9876543210'])
    expect(Object.isFrozen(config)).toBe(true)
  })

  it('names every problem of a half-configured production at once', () => {
    const problems = problemsOf({ SUPABASE_URL: 'https://x.supabase.co', DATA_DIR: 'relative' })
    for (const name of [
      'SUPABASE_SERVICE_KEY',
      'GOOGLE_CLIENT_ID',
      'TWILIO_AUTH_TOKEN',
      'ENCRYPTION_KEY',
      'PUBLIC_URL',
      'RETELL_WEBHOOK_SECRET',
      'DATA_DIR',
    ]) {
      expect(
        problems.some((problem) => problem.startsWith(`${name}: `)),
        name,
      ).toBe(true)
    }
  })

  it('names what cannot be read and what is missing together', () => {
    const { ENCRYPTION_KEY: _, ...rest } = production
    const problems = problemsOf({ ...rest, PORT: 'http', GOOGLE_REDIRECT_URI: 'nowhere' })
    const named = new Set(problems.map((problem) => problem.split(':')[0]))
    expect(named).toEqual(new Set(['PORT', 'GOOGLE_REDIRECT_URI', 'ENCRYPTION_KEY']))
    expect(problems).toHaveLength(3)
  })

  it.each(Object.keys(environment.entries))('never quotes an unusable %s', (name) => {
    const unusable = 'smtps hunter2@'
    expect(problemsOf({ ...production, [name]: unusable }).join()).not.toContain('hunter2')
  })

  it('writes its own address so that a browser can open it', () => {
    expect(parseConfig({ HOST: '::1', PORT: '4000' }).publicUrl).toBe('http://[::1]:4000')
    expect(parseConfig({ HOST: 'localhost' }).publicUrl).toBe('http://localhost:3000')
  })

  it.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ ADMIN_PHONE: '416 555' }, 'ADMIN_PHONE'],
    [{ ALLOW_UNSIGNED_WEBHOOKS: 'true' }, 'ALLOW_UNSIGNED_WEBHOOKS'],
  ])('refuses %j by name', (env, name) => {
    expect(problemsOf(env as Record<string, string>).join()).toContain(name)
  })

  it.each(['short', 'a'.repeat(64), '0'.repeat(64), `${'A'.repeat(43)}=`])(
    'refuses the weak key %s',
    (weak) => {
      expect(problemsOf({ ...production, ENCRYPTION_KEY: weak })).toEqual([
        expect.stringContaining('ENCRYPTION_KEY'),
      ])
    },
  )

  it.each([
    ['RETELL_WEBHOOK_SECRET', 'key_0123456789abcdef,short'],
    ['RETELL_WEBHOOK_SECRET', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['CYCLE_TOKEN', 'cycle'],
    ['METRICS_TOKEN', 'xxxxxxxxxxxxxxxxxxxx'],
    ['SUPABASE_SERVICE_KEY', 'xxx'],
    ['GOOGLE_CLIENT_SECRET', 'changeme'],
    ['TWILIO_AUTH_TOKEN', 'your-token'],
    ['ENCRYPTION_KEYS_OLD', `${key},short`],
  ])('refuses a weak %s: %s', (name, weak) => {
    const problems = problemsOf({ ...production, [name]: weak })
    expect(problems).toEqual([expect.stringContaining(name)])
    expect(problems.join()).not.toContain(weak)
  })

  it.each(['localhost', '10.0.0.0/33', '::1/129', '1.2.3', '10.0.0.1,x'])(
    'refuses %s as where webhooks come from',
    (given) => {
      expect(problemsOf({ RETELL_IPS: given }).join()).toContain('RETELL_IPS')
    },
  )

  // Such a list would match no number, and no text would go out.
  it.each(['+1', 'CA', '1,', '1;44'])('refuses %s as calling codes', (given) => {
    expect(problemsOf({ SMS_COUNTRIES: given }).join()).toContain('SMS_COUNTRIES')
  })

  it('accepts a key in hex or base64', () => {
    expect(isStrongKey(key)).toBe(true)
    expect(isStrongKey(Buffer.from(key, 'hex').toString('base64'))).toBe(true)
  })

  it('refuses vendors on this machine unless told otherwise', () => {
    const loopback = { ...production, GOOGLE_API_URL: 'http://127.0.0.1:9000' }
    expect(problemsOf(loopback)).toEqual([expect.stringContaining('GOOGLE_API_URL')])
    expect(problemsOf({ ...loopback, ALLOW_LOOPBACK_VENDORS: 'yes' })).toEqual([])
  })

  it('takes no push channels without an https address for Google to send to', () => {
    expect(parseConfig(production).GOOGLE_PUSH).toBe(false)
    const push = { ...production, GOOGLE_PUSH: 'yes' }
    expect(problemsOf(push)).toEqual([])
    const plain = { ...push, PUBLIC_URL: 'http://calendar.example.com' }
    expect(problemsOf(plain)).toEqual([expect.stringContaining('GOOGLE_PUSH')])
  })

  it('accepts unsigned webhooks in production only when told so', () => {
    const unsigned = { ...production, RETELL_WEBHOOK_SECRET: '' }
    expect(problemsOf(unsigned)).toEqual([expect.stringContaining('RETELL_WEBHOOK_SECRET')])
    expect(problemsOf({ ...unsigned, ALLOW_UNSIGNED_WEBHOOKS: 'yes' })).toEqual([])
  })
})
