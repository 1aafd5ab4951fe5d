import { BlockList, isIP } from 'node:net'

/**
 * The caller's address. With `hops` proxies of ours in front, it is what the outermost of them saw:
 * each appends its own caller to X-Forwarded-For, so only the last `hops` entries are ours and the
 * rest is anybody's claim. `peer` is the network peer, `''` when the platform does not tell.
 */
export function peerOf(headers: Headers, peer: string, hops: number): string {
  const told = (headers.get('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  const believed = hops > 0 ? told.slice(-hops)[0] : undefined
  return plainAddress(believed ?? '') ?? plainAddress(peer) ?? ''
}

/** What counts as one caller: an IPv4 address, or the /64 an IPv6 customer is given. */
export function addressBlock(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const before = head ? head.split(':') : []
  const after = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(gap).fill('0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** True when an address is one of `listed`: addresses, or networks such as 10.0.0.0/8. */
export function isListed(address: string, listed: readonly string[]): boolean {
  const family = isIP(address)
  if (family === 0) return false
  const allowed = new BlockList()
  for (const entry of listed) {
    const [network = '', prefix] = entry.split('/')
    const kind = isIP(network) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) allowed.addAddress(network, kind)
    else allowed.addSubnet(network, Number(prefix), kind)
  }
  return allowed.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

/** An address without port, brackets, zone or IPv4-in-IPv6 dress; undefined when it is none. */
function plainAddress(text: string): string | undefined {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text
  const address = (/^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare).replace(/%.*$/, '')
  return isIP(address) === 0 ? undefined : address.toLowerCase()
}
