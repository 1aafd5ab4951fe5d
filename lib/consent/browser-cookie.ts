import { createHash, randomBytes } from 'node:crypto'

/**
 * The cookie that binds a consent to one browser. `__Host-` pins it to this host, over TLS (browsers
 * count 127.0.0.1 as secure); Lax lets it come along when Google sends the person back.
 */
const name = '__Host-consent'
const seconds = 600

/** The browser's secret in a request's cookies, undefined when it has none. */
export function browserSecret(request: Request): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(/; */)
  const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined
}

/** The Set-Cookie header that gives a browser its secret, for ten minutes. */
export function setBrowserSecret(secret: string): string {
  return `${name}=${secret}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`
}

/** 32 random bytes in base64url: a state, a verifier (RFC 7636), a browser's secret. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in base64url: what is stored of a secret, and PKCE's S256 challenge. */
export function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
