import { Hono, type Context } from 'hono'
import { systemClock } from '../../../lib/clock.ts'
import { localControl, type Control } from '../../../lib/local/control.ts'
import { googleStandIn } from '../../../lib/local/google/stand-in.ts'
import { strike } from '../../../lib/local/strike.ts'
import { supabaseGateway } from '../../../lib/local/supabase-gateway.ts'
import { localTwilio } from '../../../lib/local/twilio/twilio.ts'
import { listen } from '../../listen.ts'
import { operationKey } from './operation-key.ts'

export type Vendor = 'google' | 'twilio' | 'supabase'

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-for-tests' }

/** Google, Twilio and the way to PostgREST on loopback: their clocks turn together, and each can be made to fail. */
export async function vendors(restSocket: string) {
  let ahead = 0
  let hear = (_operation: string) => {}
  const control = (): Control => {
    const plain = localControl(() => systemClock.now() + ahead)
    const take: Control['take'] = (operation, suits) => {
      hear(operation)
      return plain.take(operation, suits)
    }
    return { ...plain, take }
  }
  const controls = { google: control(), twilio: control(), supabase: control() }
  const google = googleStandIn({ control: controls.google })
  const twilio = localTwilio({ ...account, control: controls.twilio })
  const replayed: string[] = []
  const way = wayToPostgrest({ restSocket, control: controls.supabase, replayed })
  const servers = await Promise.all([google.app, twilio.app, way].map(listen))
  const [googleUrl = '', twilioUrl = '', supabaseUrl = ''] = servers.map(({ url }) => url)
  return {
    google,
    twilio,
    controls,
    /** What reached PostgREST by replays, in order. */
    replayed,
    places: {
      googleUrl,
      twilio: { ...account, url: twilioUrl },
      supabase: { url: `${supabaseUrl}/now`, replayUrl: `${supabaseUrl}/replay` },
    },
    turnTo(ms: number) {
      ahead = ms
    },
    /** Hears from now on of every operation a vendor is asked for, before it takes effect. */
    listenTo(listener: typeof hear) {
      hear = listener
    },
    async end() {
      for (const server of servers) await server.close()
    },
  }
}

/** Forwards to PostgREST unless a fault strikes; an operation is named by the routine or table it is for. */
function wayToPostgrest(parts: { restSocket: string; control: Control; replayed: string[] }): Hono {
  const { restSocket, control, replayed } = parts
  const gateway = supabaseGateway({ restSocket, auth: new Hono() })
  const app = new Hono()
  app.onError((error) => {
    throw error
  })
  const act = async (c: Context) => {
    const { method, headers } = c.req.raw
    const text = await c.req.text()
    const url = new URL(c.req.url)
    const [, way] = url.pathname.split('/')
    url.pathname = url.pathname.slice(`/${way}`.length)
    const key = operationKey(method, url, text)
    if (way === 'replay' && key !== undefined) replayed.push(key)
    const body = method === 'GET' ? null : text
    return gateway.fetch(new Request(url, { method, headers, body }))
  }
  app.all('*', (c) => {
    const name = c.req.path.split('/').at(-1) ?? ''
    const refuse = () => c.body(null, 503)
    return strike(control, c, { name, act, refuse })
  })
  return app
}
