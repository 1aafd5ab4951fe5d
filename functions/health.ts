import { config } from '../lib/config.ts'
import { anyone } from '../lib/endpoint/callers.ts'
import { endpoint } from '../lib/endpoint/endpoint.ts'
import { isGoogleReachable } from '../lib/calendar/reachability.ts'
import { isSupabaseReachable } from '../lib/store/reachability.ts'
import { release } from '../lib/release.ts'

/** `/health` says the process answers and which release it is; the other two try a vendor (503 when it is down). */
export const health = endpoint({
  paths: ['/health', '/health/supabase', '/health/google'],
  method: 'GET',
  caller: anyone,
  deps: (host) => ({
    supabase: isSupabaseReachable(host),
    google: isGoogleReachable,
  }),
  deadlineMs: () => 3000,
  async handle({ url, deps, deadline }) {
    if (url.pathname.endsWith('/supabase')) return dependency(await deps.supabase(deadline))
    if (url.pathname.endsWith('/google')) return dependency(await deps.google(deadline))
    const { mode, ALLOW_LOOPBACK_VENDORS } = config()
    const loopback = mode === 'production' && ALLOW_LOOPBACK_VENDORS
    return Response.json({
      status: 'ok',
      mode,
      ...release(),
      ...(loopback && { loopback_vendors: true }),
    })
  },
})
export const { main } = health

function dependency(isReachable: boolean): Response {
  return Response.json({ status: isReachable ? 'ok' : 'down' }, { status: isReachable ? 200 : 503 })
}
