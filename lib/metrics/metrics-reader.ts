import { BlockList, isIP } from 'node:net'
import { config } from '../config.ts'
import { isSame, type Caller } from '../endpoint/callers.ts'
import { Problem } from '../endpoint/problem.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Who may read the metrics: this machine, not through a proxy, or a bearer of METRICS_TOKEN. Throws Problem 401. */
export const metricsReader: Caller<object> = ({ headers, peer }) => {
  const { METRICS_TOKEN: token } = config()
  const said = /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  const isBearer = token !== undefined && said !== undefined && isSame(said, token)
  if (!isBearer && (headers.has('x-forwarded-for') || !isLoopback(peer))) {
    throw new Problem(401, 'no_token', 'Send METRICS_TOKEN as a bearer token.')
  }
  return { who: {}, input: undefined }
}

function isLoopback(address: string): boolean {
  const family = isIP(address)
  return family !== 0 && loopback.check(address, family === 6 ? 'ipv6' : 'ipv4')
}
