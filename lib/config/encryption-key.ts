import type { Environment } from './environment.ts'

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

/** The bytes of ENCRYPTION_KEY, and of each of ENCRYPTION_KEYS_OLD. Throws naming the variable that holds no key, which start-up refuses. */
export function encryptionKeys({
  ENCRYPTION_KEY = '',
  ENCRYPTION_KEYS_OLD,
}: Pick<Environment, 'ENCRYPTION_KEY' | 'ENCRYPTION_KEYS_OLD'>): {
  current: Buffer
  old: Buffer[]
} {
  const bytes = (name: string, key: string) => {
    const read = keyBytes(key)
    if (!read) throw new Error(`${name}: must be 32 bytes as 64 hex digits or base64`)
    return read
  }
  return {
    current: bytes('ENCRYPTION_KEY', ENCRYPTION_KEY),
    old: ENCRYPTION_KEYS_OLD.map((key) => bytes('ENCRYPTION_KEYS_OLD', key)),
  }
}
