import { afterEach, expect, test } from 'vitest'
import { health } from '../../../functions/health.ts'
import { metrics } from '../../../functions/metrics.ts'
import { vendorBreaker } from '../../../lib/breaker.ts'
import { turnedClock } from '../../../lib/clock.ts'
import { configure } from '../../../lib/config.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import type { Host } from '../../../lib/host.ts'
import { meters } from '../../../lib/metrics/meters.ts'
import { openRegistry } from '../../../lib/metrics/registry.ts'

const host = (peer: string): Host => ({ peer, after: () => undefined })
const scrape = (peer: string, headers: Record<string, string> = {}) =>
  metrics.fetch(new Request('http://service/metrics', { headers }), host(peer))

afterEach(() => configure({ LOG_LEVEL: 'silent' }, 'production'))
configure({ LOG_LEVEL: 'silent' }, 'production')

test.each([
  ['this machine', '127.0.0.1', {}, 200],
  ['this machine by IPv6', '::1', {}, 200],
  ['another machine', '203.0.113.9', {}, 401],
  ['nobody knows whom', '', {}, 401],
  ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 401],
  ['a bearer', '203.0.113.9', { authorization: 'Bearer metrics-token' }, 200],
  [
    'a bearer behind a proxy',
    '127.0.0.1',
    { 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer metrics-token' },
    200,
  ],
  ['a wrong bearer', '203.0.113.9', { authorization: 'Bearer metrics-tokem' }, 401],
])('%s is answered %s', async (_who, peer, headers, status) => {
  configure({ LOG_LEVEL: 'silent', METRICS_TOKEN: 'metrics-token' }, 'production')
  expect((await scrape(peer, headers as Record<string, string>)).status).toBe(status)
})

test('without a token only this machine reads', async () => {
  expect((await scrape('203.0.113.9', { authorization: 'Bearer ' })).status).toBe(401)
  expect((await scrape('203.0.113.9', { authorization: 'Bearer undefined' })).status).toBe(401)
})

test('a vendor that is down is not counted as our own health', async () => {
  const deps = { supabase: () => Promise.resolve(false), google: () => Promise.resolve(true) }
  await openRegistry()
  await health.fetch(new Request('http://service/health/supabase'), host('127.0.0.1'), deps)
  const text = await (await scrape('127.0.0.1')).text()
  expect(text).toContain('endpoint="/health/supabase",status="503"')
  expect(text).not.toContain('endpoint="/health",status="503"')
})

test('vendors’ times, outcomes and circuits, caches and answers are counted', async () => {
  await openRegistry()
  const clock = turnedClock(0)
  const breaker = vendorBreaker('n8n', clock)
  const down = () => Promise.reject(new VendorFailure('n8n', 'unreachable'))
  const deadline = deadlineIn(clock, 3000)
  await breaker.run('client', deadline, () => Promise.resolve('answer'))
  for (let i = 0; i < 3; i++) await breaker.run('client', deadline, down).catch(() => undefined)
  meters().looked('tokens', true)
  meters().retried('google')
  const text = await (await scrape('127.0.0.1')).text()
  for (const line of [
    'calendar_vendor_seconds_count{vendor="n8n",outcome="ok"} 1',
    'calendar_vendor_seconds_count{vendor="n8n",outcome="unreachable"} 3',
    'calendar_circuit_open{vendor="n8n"} 1',
    'calendar_cache_total{cache="tokens",result="hit"} 1',
    'calendar_retries_total{vendor="google"} 1',
  ]) {
    expect(text).toContain(line)
  }
  expect(await (await scrape('127.0.0.1')).text()).toMatch(
    /calendar_answer_seconds_count\{endpoint="\/metrics",status="200",outcome=""\} \d/,
  )
})
