import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

/** Where a secret belongs: an envelope opens only in the place it was sealed for. */
export type Place = { table: string; column: string; clientId: string }

/** The service's encryption keys: the current one seals, old ones only open. */
export type Keyring = {
  /** AES-256-GCM as `v1.<key id>.<nonce>.<tag>.<ciphertext>`, base64url parts. */
  seal(plain: string, place: Place): string
  /** Throws EnvelopeError on anything but an untouched envelope of this place and a known key. */
  open(envelope: string, place: Place): string
  /** False when the envelope was sealed with an old key (or is none): seal it anew. */
  isCurrent(envelope: string): boolean
}

/** An envelope that cannot be trusted. Says why in general terms only. */
export class EnvelopeError extends Error {
  override name = 'EnvelopeError'
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** A keyring over 32-byte keys. */
export function keyring(current: Buffer, old: readonly Buffer[] = []): Keyring {
  const keys = new Map([current, ...old].toReversed().map((key) => [keyId(key), key]))
  const currentId = keyId(current)
  return {
    seal(plain, place) {
      const nonce = randomBytes(nonceBytes)
      const sealing = createCipheriv(cipher, current, nonce, { authTagLength: tagBytes })
      sealing.setAAD(boundTo(place, currentId))
      const sealed = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()])
      const parts = [nonce, sealing.getAuthTag(), sealed].map((part) => part.toString('base64url'))
      return ['v1', currentId, ...parts].join('.')
    },
    open(envelope, place) {
      const { id, nonce, tag, sealed } = parse(envelope)
      const key = keys.get(id)
      if (!key) throw new EnvelopeError('sealed with an unknown key')
      const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes })
      opening.setAAD(boundTo(place, id)).setAuthTag(tag)
      try {
        return Buffer.concat([opening.update(sealed), opening.final()]).toString('utf8')
      } catch {
        throw new EnvelopeError('changed, or sealed for another place')
      }
    },
    isCurrent: (envelope) => envelope.startsWith(`v1.${currentId}.`),
  }
}

/** Tells keys apart without telling anything about them. */
function keyId(key: Buffer): string {
  if (key.length !== 32) throw new EnvelopeError('a key must have 32 bytes')
  return createHmac('sha256', key).update('key id').digest('hex').slice(0, 8)
}

function boundTo({ table, column, clientId }: Place, id: string): Buffer {
  return Buffer.from([table, column, clientId, id].join('|'))
}

function parse(envelope: string) {
  const match = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/.exec(envelope)
  if (!match) throw new EnvelopeError('not an envelope')
  const [, id = '', ...parts] = match
  const [nonce, tag, sealed] = parts.map(strictBase64) as [Buffer, Buffer, Buffer]
  return { id, nonce, tag, sealed }
}

/** Base64url has spare bits that decoding ignores: only the one canonical spelling is taken. */
function strictBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  if (bytes.toString('base64url') !== text) throw new EnvelopeError('not an envelope')
  return bytes
}
