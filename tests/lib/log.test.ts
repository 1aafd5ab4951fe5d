import { beforeEach, describe, expect, it } from 'vitest'
import { configure } from '../../lib/config.ts'
import { logTo } from '../../lib/log.ts'

let lines: string[]
const written = (fields: object, event?: string) => {
  logTo({ write: (line) => void lines.push(line) }).info(fields, event)
  return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>
}

beforeEach(() => {
  lines = []
  configure({ LOG_LEVEL: 'info' }, 'local')
})

describe('the log', () => {
  it('writes ids, codes and counts', () => {
    const fields = {
      endpoint: '/book',
      requestId: '0b7fd6a5-1111-4222-8333-444455556666',
      clientId: '0b7fd6a5-1111-4222-8333-444455556666',
      callId: 'call_7c1f0a9be2d34c5f8a6b1d2e3f405162',
      status: 200,
      ms: 12,
      failure: 'google: rate_limited (userRateLimitExceeded)',
      cause: 'TypeError at read (/srv/app/lib/store/clients.ts:12:3)',
    }
    expect(written(fields, 'google token refresh failed')).toMatchObject({
      ...fields,
      event: 'google token refresh failed',
      time: expect.stringMatching(/^20\d\d-\d\d-\d\dT/) as string,
    })
  })

  it('drops every field it does not know', () => {
    const line = written({
      status: 200,
      customer_name: 'Jordan',
      body: { a: 1 },
      err: new Error('x'),
    })
    expect(Object.keys(line).sort()).toEqual(['level', 'status', 'time'])
  })

  it.each([
    ['callId', '+14165550142'],
    ['callId', '4165550142'],
    ['clientId', 'Jordan Reyes'],
    ['clientId', 'a'.repeat(500)],
    ['reason', 'call me at jordan@example.com'],
    ['reason', 'two\nlines'],
    ['reason', 'a\u001b[31mred'],
    ['reason', 'a\u2028b'],
    ['reason', '{"level":60}'],
    ['cause', 'Error: +1 416\u0000'],
    ['outcome', { name: 'Jordan' }],
  ])('hides a %s that does not look like one: %j', (name, value) => {
    expect(written({ [name]: value })[name]).toBe('[hidden]')
  })

  it('writes one line whatever it is given', () => {
    written({ reason: 'a\r\nb' }, 'x\ny')
    expect(lines.join('').match(/\n/g)).toHaveLength(1)
  })

  it('is silent when told so', () => {
    configure({ LOG_LEVEL: 'silent' }, 'local')
    logTo({ write: (line) => void lines.push(line) }).fatal({ status: 500 })
    expect(lines).toEqual([])
  })
})
