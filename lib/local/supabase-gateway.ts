import { Hono } from 'hono'
import { Agent, request } from 'undici'

/** One address for all of Supabase, as in production: PostgREST behind `/rest/v1`, Auth behind `/auth/v1`. */
export function supabaseGateway(options: { restSocket: string; auth: Hono }): Hono {
  const agent = new Agent({ connect: { socketPath: options.restSocket } })
  const app = new Hono()
  app.route('/auth/v1', options.auth)
  app.all('/rest/v1/*', async (c) => {
    const { pathname, search } = new URL(c.req.url)
    const headers = Object.fromEntries(c.req.raw.headers)
    delete headers['connection']
    const hasBody = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    const answer = await request(`http://postgrest${pathname.slice('/rest/v1'.length)}${search}`, {
      dispatcher: agent,
      method: c.req.method as 'GET',
      headers,
      body: hasBody ? Buffer.from(await c.req.arrayBuffer()) : null,
    })
    const body = await answer.body.arrayBuffer()
    const isEmpty = answer.statusCode === 204 || answer.statusCode === 304
    return new Response(isEmpty ? null : body, {
      status: answer.statusCode,
      headers: flat(answer.headers),
    })
  })
  return app
}

function flat(headers: Record<string, string | string[] | undefined>): [string, string][] {
  return Object.entries(headers)
    .filter(([name]) => name !== 'transfer-encoding' && name !== 'connection')
    .map(([name, value]) => [name, String(value)])
}
