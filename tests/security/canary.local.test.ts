import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoAccount, demoClientId } from '../../lib/local/demo-client.ts'
import { retellShaped } from '../../scripts/retell-shaped.ts'
import { canaryWorld, until } from './canary-world.ts'

/** A customer whose every word is found nowhere else. */
const person = {
  name: 'Canaria Quokka',
  phone: '+14165550147',
  email: 'quokka@canary.example',
  notes: 'wants-a-quokka-mortgage',
  words: 'the day after tomorrow',
}
const marks = ['Quokka', '4165550147', 'quokka']
const spoken = 'my-quokka-secret-is-safe-with-you'

let world: Awaited<ReturnType<typeof canaryWorld>>
let secrets: string[]

const args = (change: object = {}) => ({
  customer_name: person.name,
  customer_phone: person.phone,
  customer_email: person.email,
  notes: person.notes,
  ...change,
})
const shaped = (name: string, given: object, callId: string) =>
  retellShaped(name, given, {
    clientId: demoClientId,
    callId,
    customerPhone: person.phone,
    transcript: [{ role: 'user', content: spoken }],
  })
const book = (hour: string, callId: string) => {
  const given = args({ requested_time_string: `${person.words} at ${hour}` })
  return world.post('/book', shaped('book', given, callId))
}

beforeAll(async () => {
  world = await canaryWorld()
  const tokens = await world.tokens()
  await everyFlow()
  await everyFailure()
  const named = [
    'SUPABASE_SERVICE_KEY',
    'GOOGLE_CLIENT_SECRET',
    'TWILIO_AUTH_TOKEN',
    'ENCRYPTION_KEY',
    'RETELL_WEBHOOK_SECRET',
    'CYCLE_TOKEN',
    'METRICS_TOKEN',
  ]
  const values = named.map((name) => world.env[name] ?? '')
  secrets = [...values, ...tokens, ...(await world.tokens())]
  expect(secrets.filter((secret) => secret.length < 12)).toEqual([])
}, 240_000)

afterAll(() => world?.stop(), 60_000)

async function everyFlow(): Promise<void> {
  for (const path of ['/health', '/health/supabase', '/health/google', '/metrics'])
    await world.ask(path)
  const check = { requested_time_string: `${person.words} at 4 pm` }
  await world.post('/check-availability', shaped('check_availability', check, 'call_check'))
  await world.post('/check-availability', { client_id: demoClientId, ...args(check) })
  const booked = await book('4:30 pm', 'call_booked')
  expect(await booked.json()).toMatchObject({ outcome: 'booked' })
  await book('4:30 pm', 'call_booked')
  await connect()
  await world.runCycle()
}

/** A consent from the mailed link to the end, with its state, code and cookies. */
async function connect(): Promise<void> {
  const page = await world.ask(world.link())
  const cookie = page.headers.get('set-cookie')?.split(';')[0] ?? ''
  const html = await page.text()
  const button = (/class="button" href="(.*?)"/.exec(html)?.[1] ?? '').replaceAll('&#38;', '&')
  const toGoogle = (await world.ask(button, { headers: { cookie } })).headers.get('location') ?? ''
  const scopes = new URL(toGoogle).searchParams.get('scope')?.split(' ') ?? []
  const body = new URLSearchParams([
    ['account', demoAccount],
    ['decision', 'allow'],
    ...scopes.map((scope): [string, string] => ['scope', scope]),
  ])
  const back = await fetch(toGoogle, { method: 'POST', body, redirect: 'manual' })
  const ended = await world.ask(back.headers.get('location') ?? '', { headers: { cookie } })
  expect(await ended.text()).toContain('Your calendar is connected')
}

async function everyFailure(): Promise<void> {
  await refusals()
  await world.inject('google', { on: 'freebusy.query', kind: 'status', status: 503, times: 0 })
  expect(await (await book('5:30 pm', 'call_down')).json()).toMatchObject({
    outcome: 'handed_over',
  })
  await until(async () => (await world.texts()).some(({ body }) => body.includes('Quokka')))
  await world.clear('google')
  await world.inject('google', { on: 'events.insert', kind: 'reset', times: 0 })
  await book('6:30 pm', 'call_reset')
  await world.clear('google')
  await world.inject('twilio', {
    on: 'messages.create',
    kind: 'status',
    status: 400,
    reason: '21610',
    times: 0,
  })
  await world.inject('google', {
    on: '*',
    kind: 'status',
    status: 401,
    reason: 'authError',
    times: 0,
  })
  await world.inject('google', {
    on: 'oauth.refresh',
    kind: 'status',
    status: 400,
    reason: 'invalid_grant',
    times: 0,
  })
  await book('7:15 pm', 'call_lost')
  await world.post(
    '/check-availability',
    shaped('check', { requested_time_string: person.words }, 'call_lost'),
  )
  for (let round = 0; round < 3; round++) await world.runCycle()
  await world.clear('google')
  await world.clear('twilio')
  await world.ask('/auth/google/callback?state=quokka&code=quokka&error=quokka')
  await world.ask('/auth/google?link=quokka')
  await until(() => world.mails().length > 0)
}

/** What is turned away at the door, each time with the customer's data in hand. */
async function refusals(): Promise<void> {
  const body = JSON.stringify({ client_id: demoClientId, ...args() })
  const wrong = { 'x-retell-signature': `v=${Date.now()},d=${'0'.repeat(64)}` }
  await world.post('/book', body, wrong)
  await world.post('/book', body.slice(0, -2))
  await world.post('/book', `{"a":${'['.repeat(99)}"${person.name}"`)
  await world.post('/book', `{"notes":"${person.notes}\\u0000"}`)
  await world.post('/book', body, { 'content-type': `text/quokka` })
  await world.post('/book', JSON.stringify({ notes: person.notes.repeat(100_000) }))
  await world.post('/book', { ...args(), client_id: 'quokka' })
  await world.post('/book', { ...args(), client_id: demoClientId, meeting_length: 'quokka' })
  await world.post('/book', {
    ...args({ customer_name: 'Quokka\r\nBcc: quokka@evil.example\u001b[31m\u2028' }),
    client_id: demoClientId,
    requested_time_string: 'quokka',
  })
  await world.post(`/quokka?phone=${person.phone}`, body)
  await world.ask(`/book?phone=${person.phone}`)
  await world.ask('/run-cycle', { method: 'POST', headers: { authorization: 'Bearer quokka' } })
}

describe('after every flow and every failure', () => {
  it('no secret is in anything said, sent or kept', async () => {
    const outputs: Record<string, string> = {
      logs: world.logs(),
      answers: world.answers(),
      texts: JSON.stringify(await world.texts()),
      mails: JSON.stringify(world.mails()),
      events: await world.events(),
      files: world.files(),
    }
    for (const table of world.tables) outputs[table] = await world.rows(table)
    for (const [place, output] of Object.entries(outputs)) {
      expect(output.length, place).toBeGreaterThan(1)
      for (const secret of secrets) expect(output.includes(secret), place).toBe(false)
    }
  })

  it('a customer is in no log line', () => {
    for (const seen of ['"booked"', '"handed_over"', 'not_signed', 'too_large', 'client_unknown']) {
      expect(world.logs()).toContain(seen)
    }
    for (const mark of [...marks, 'canary', spoken, demoAccount, '4165550123']) {
      expect(world.logs().toLowerCase()).not.toContain(mark.toLowerCase())
    }
    for (const line of world.logs().trim().split('\n'))
      expect(JSON.parse(line)).toBeTypeOf('object')
  })

  it('a customer is in the answers to their own agent alone, never in a refusal or on a page', () => {
    const others = world
      .answers()
      .split('\n')
      .filter((answer) => !answer.includes('"outcome"'))
    for (const mark of [...marks, spoken]) expect(others.join('\n')).not.toContain(mark)
  })

  it('a customer is in no table but bookings and the payloads of failure logs', async () => {
    for (const table of ['clients', 'oauth_tokens', 'client_agents', 'oauth_states'] as const) {
      for (const mark of marks) expect(await world.rows(table)).not.toContain(mark)
    }
    const failures = JSON.parse(await world.rows('failure_logs')) as Record<string, unknown>[]
    const rest = failures.map(({ request_payload: _payload, ...row }) => row)
    for (const mark of marks) expect(JSON.stringify(rest)).not.toContain(mark)
    expect(await world.rows('bookings')).toContain('Quokka')
  })

  it('what was said in a call is kept nowhere', async () => {
    for (const table of world.tables) expect(await world.rows(table)).not.toContain(spoken)
    expect(world.files()).not.toContain(spoken)
    expect(await world.events()).not.toContain(spoken)
  })

  it('a customer is where they belong: in the client’s calendar and texts', async () => {
    expect(await world.events()).toContain('Quokka')
    const texts = await world.texts()
    expect(texts.some(({ body }) => body.includes('Quokka') && body.includes('4165550147'))).toBe(
      true,
    )
    for (const { to } of texts) expect(to).not.toContain('4165550147')
    for (const { to } of world.mails()) expect(to.join()).not.toContain('quokka')
  })

  it('no control character reached a log line, a text or a mail’s head', async () => {
    expect(world.logs()).not.toMatch(/[^\n\P{C}]|\u2028|\\u00|\\r/u)
    for (const { body } of await world.texts()) expect(body).not.toMatch(/[^\n\P{Cc}]|\u2028/u)
    for (const { raw } of world.mails()) {
      expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/im)
    }
  })
})
