import { config } from '../config.ts'
import type { Method } from './contract.ts'
import { Problem } from './problem.ts'

/** Refuses proxied requests in local mode: behind a proxy the whole internet would look like this machine. Throws Problem 403. */
export function refuseProxied(request: Request): void {
  if (config().mode !== 'local') return
  if ([...request.headers.keys()].some((name) => /^(x-forwarded-|forwarded$)/.test(name))) {
    throw new Problem(403, 'local_mode', 'Local mode answers no proxied requests.')
  }
}

/** Throws Problem 405 for a method that is not allowed; HEAD goes as GET. */
export function requireMethod(request: Request, method: Method | readonly Method[]): void {
  const allowed = typeof method === 'string' ? [method] : method
  const asked = request.method === 'HEAD' ? 'GET' : request.method
  if ((allowed as readonly string[]).includes(asked)) return
  const allow = allowed.join(', ')
  throw new Problem(405, 'wrong_method', `Use ${allow}.`, { headers: { allow } })
}
