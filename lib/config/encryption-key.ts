/** True for 32 bytes written as hex or base64 that are not a pattern. */
export function isStrongKey(key: string): boolean {
  const bytes = keyBytes(key)
  return bytes !== undefined && new Set(bytes).size >= 12
}

/** The 32 bytes of a key in hex (64 digits) or base64; undefined for anything else. */
export function keyBytes(key: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, 'hex')
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(key)) return Buffer.from(key, 'base64')
  return undefined
}
