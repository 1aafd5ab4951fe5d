import { Hono } from 'hono'
import { afterEach, expect, test } from 'vitest'
import { health } from '../../functions/health.ts'
import { configure } from '../../lib/config.ts'
import { listen } from '../listen.ts'

const host = { peer: '203.0.113.7', after: () => undefined }
let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

/** A vendor that answers when told, and counts what it was asked. */
async function slowVendor() {
  const released = Promise.withResolvers<void>()
  const asked: string[] = []
  const vendor = new Hono().all('*', async (c) => {
    asked.push(c.req.path)
    await released.promise
    return c.json([])
  })
  const listening = await listen(vendor)
  close = () => listening.close()
  return { url: listening.url, asked, release: released.resolve }
}

test.each(['google', 'supabase'])(
  'anybody may ask whether %s answers, and it is asked once for all',
  async (name) => {
    const { url, asked, release } = await slowVendor()
    configure(
      { LOG_LEVEL: 'silent', GOOGLE_API_URL: url, SUPABASE_URL: url, SUPABASE_SERVICE_KEY: 'key' },
      'local',
    )
    const visit = () => health.fetch(new Request(`http://service/health/${name}`), host)
    const visits = Array.from({ length: 20 }, visit)
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    release()
    expect((await Promise.all(visits)).map(({ status }) => status)).toEqual(Array(20).fill(200))
    expect(asked).toHaveLength(1)
    expect((await visit()).status).toBe(200)
    expect(asked).toHaveLength(2)
  },
)
