import { beforeEach, describe, expect, it } from 'vitest'
import { configure } from '../../lib/config.ts'
import { keeper, statusesOf } from './keeper.ts'

beforeEach(() => {
  configure({ LOG_LEVEL: 'silent' }, 'local')
})

describe('hostile bodies', () => {
  it.each<[string, string, number]>([
    ['a list of 300,000 beside an escape', `{"a":"\\u0041","l":[${'1,'.repeat(300_000)}1]}`, 200],
    ['nesting of 500,000', '['.repeat(500_000), 400],
    ['nesting of 64', `{"a":${'['.repeat(63)}${']'.repeat(63)}}`, 200],
    ['nesting of 65', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`, 400],
    ['brackets inside text', `{"a":"${'['.repeat(500)}\\"${'{'.repeat(500)}"}`, 200],
    ['half a surrogate pair', '{"a":"\\ud800","\\udc00":1}', 200],
    ['a whole surrogate pair', '{"a":"\\ud83d\\ude00"}', 200],
    ['an escaped backslash before what looks like one', '{"a":"\\\\ud800"}', 200],
    ['a number beyond all bounds', '{"a":1e999}', 200],
    ['the same key many times', `{${'"a":1,'.repeat(1000)}"a":2}`, 200],
    ['a prototype by constructor', '{"constructor":{"prototype":{"polluted":1}}}', 200],
    ['a prototype by name', '{"a":{"__proto__":{"polluted":1}}}', 400],
    ['nothing', '', 400],
  ])('%s', async (_name, body, status) => {
    const bytes = Buffer.from(body)
    expect(await statusesOf({ bytes, contentType: 'application/json' })).toEqual([status, status])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('hostile Functions events', () => {
  const main = (event: Record<string, unknown>) => keeper.main(event)
  it.each<[string, Record<string, unknown>]>([
    ['a header with a line break', { method: 'POST', headers: { 'x-a': 'a\r\nb' } }],
    ['a header name with a space', { method: 'POST', headers: { 'x a': 'a' } }],
    ['a method that is none', { method: 'P OST' }],
    ['a method no Request may have', { method: 'TRACE' }],
    ['no method', { headers: {} }],
  ])('%s is refused', async (_name, http) => {
    const result = await main({ http })
    expect([400, 405]).toContain(result.statusCode)
    expect(result.headers['content-type']).toBe('application/problem+json')
  })

  it.each(['//evil.example/', '@evil.example/', ':99999', '?a', '/\\evil', '\u0000'])(
    'the path %j never becomes a host',
    async (path) => {
      const http = {
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json' },
        body: '{}',
      }
      expect((await main({ http })).statusCode).toBe(200)
    },
  )

  it.each<Record<string, unknown>>([
    { http: {} },
    { http: null },
    { __ow_headers: {} },
    { http: { method: 5 } },
  ])('%j is nobody’s scheduler', async (event) => {
    expect((await main(event)).statusCode).toBeGreaterThanOrEqual(400)
  })
})
