// The floor: what any handler of this job must do, and nothing else. Hono on Node, the signature over the
// raw body, one schema, one upstream call over kept connections (`/bare`: none), a small JSON answer.
import { Agent, request } from 'node:http'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import * as v from 'valibot'

const secret = process.env['RETELL_WEBHOOK_SECRET'] ?? ''
const upstream = new URL('/calendar/v3/freeBusy', process.env['GOOGLE_API_URL'])
const agent = new Agent({ keepAlive: true })
const Body = v.object({
  call: v.object({ metadata: v.object({ client_id: v.pipe(v.string(), v.uuid()) }) }),
  args: v.object({ requested_time_string: v.string() }),
})

const app = new Hono()
app.get('/health', (c) => c.json({ status: 'ok' }))
app.post('/bare', async (c) => {
  const body = checked(await c.req.arrayBuffer(), c.req.header('x-retell-signature'))
  return c.json({ available: true, message: body.args.requested_time_string })
})
app.post('/check-availability', async (c) => {
  const body = checked(await c.req.arrayBuffer(), c.req.header('x-retell-signature'))
  const { calendars } = (await freeBusy()) as { calendars: object }
  return c.json({ available: true, message: body.args.requested_time_string, calendars })
})
serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' }, () =>
  process.send?.('ready'),
)

function checked(raw: ArrayBuffer, header = ''): v.InferOutput<typeof Body> {
  const bytes = Buffer.from(raw)
  const [timestamp = '', digest = ''] = header.split(',').map((part) => part.slice(2))
  const expected = createHmac('sha256', secret).update(bytes).update(timestamp).digest()
  if (!timingSafeEqual(expected, Buffer.from(digest, 'hex'))) throw new Error('not signed')
  return v.parse(Body, JSON.parse(bytes.toString()))
}

function freeBusy(): Promise<unknown> {
  const now = Date.now()
  const range = [now, now + 21 * 86_400_000].map((at) => new Date(at).toISOString())
  const body = JSON.stringify({ timeMin: range[0], timeMax: range[1], items: [{ id: 'primary' }] })
  const headers = { authorization: 'Bearer bench', 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request(upstream, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

process.on('disconnect', () => process.exit())
