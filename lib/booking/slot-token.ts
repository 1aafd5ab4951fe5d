import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** What a token stands for. It confers no claim. */
export type SealedSlot = {
  /** Epoch ms on a whole minute. */
  start: number
  /** Length, 1 to 2047. */
  minutes: number
}

/** Whom a token is for; a request without a call has no call id. */
export type TokenHolder = { clientId: string; callId?: string | undefined }

// A language model repeats the token, perhaps aloud: no 0, O, 1, I or L.
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const base = BigInt(alphabet.length)
const length = 22
const minuteMs = 60_000
const validMinutes = 30
// Two machines' clocks may differ.
const skewMinutes = 2

// 26 bits of start (to the year 2097), 11 of length, 6 of issue minute, 64 of authentication.
const startBits = 26n
const lengthBits = 11n
const issueBits = 6n
const macBits = 64n
const issueCycle = 1 << Number(issueBits)

/** The key tokens are sealed with, derived (HKDF, RFC 5869) from the bytes of ENCRYPTION_KEY. */
export function slotTokenKey(encryptionKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', encryptionKey, '', 'slot token', 32))
}

/**
 * A token for an offer: 22 unambiguous characters, good for 30 minutes from `now` (epoch ms) and for
 * this client and call only. Throws RangeError on a start or length it cannot carry.
 */
export function sealSlot(slot: SealedSlot & TokenHolder, now: number, key: Uint8Array): string {
  const startMinute = slot.start / minuteMs
  if (!Number.isInteger(startMinute) || startMinute < 0 || startMinute >= 2 ** 26) {
    throw new RangeError(`A slot starts on a whole minute: ${slot.start}`)
  }
  if (!Number.isInteger(slot.minutes) || slot.minutes < 1 || slot.minutes >= 2 ** 11) {
    throw new RangeError(`A slot lasts 1 to 2047 minutes: ${slot.minutes}`)
  }
  const issued = Math.floor(now / minuteMs)
  let value = BigInt(startMinute)
  value = (value << lengthBits) | BigInt(slot.minutes)
  value = (value << issueBits) | BigInt(issued % issueCycle)
  value = (value << macBits) | mac(slot, slot, issued, key)
  return encode(value)
}

/** The slot a token stands for; undefined when it is garbled, older than 30 minutes, or not this holder's. */
export function openSlot(
  token: string,
  holder: TokenHolder,
  now: number,
  key: Uint8Array,
): SealedSlot | undefined {
  const value = decode(token)
  if (value === undefined) return undefined
  const given = BigInt.asUintN(Number(macBits), value)
  let rest = value >> macBits
  const issuedMark = Number(BigInt.asUintN(Number(issueBits), rest))
  rest >>= issueBits
  const slot = {
    minutes: Number(BigInt.asUintN(Number(lengthBits), rest)),
    start: Number(rest >> lengthBits) * minuteMs,
  }
  const issued = issueMinute(issuedMark, Math.floor(now / minuteMs))
  if (issued === undefined || !isEqual(given, mac(slot, holder, issued, key))) return undefined
  return slot
}

/** The latest minute with these low bits; the whole minute is authenticated, so an older one fails there. */
function issueMinute(mark: number, nowMinute: number): number | undefined {
  const newest = nowMinute + skewMinutes
  const age = (((newest - mark) % issueCycle) + issueCycle) % issueCycle
  return age <= validMinutes + skewMinutes ? newest - age : undefined
}

function mac(slot: SealedSlot, holder: TokenHolder, issued: number, key: Uint8Array): bigint {
  const said = [holder.clientId, holder.callId ?? null, slot.start, slot.minutes, issued]
  return createHmac('sha256', key).update(JSON.stringify(said)).digest().readBigUInt64BE()
}

function isEqual(a: bigint, b: bigint): boolean {
  const [left, right] = [Buffer.alloc(8), Buffer.alloc(8)]
  left.writeBigUInt64BE(a)
  right.writeBigUInt64BE(b)
  return timingSafeEqual(left, right)
}

function encode(value: bigint): string {
  let token = ''
  for (let rest = value; token.length < length; rest /= base) {
    token = alphabet[Number(rest % base)] + token
  }
  return token
}

function decode(token: string): bigint | undefined {
  const letters = token.toUpperCase().replace(/[^A-Z0-9]/g, '')
  if (letters.length !== length) return undefined
  let value = 0n
  for (const letter of letters) {
    const digit = alphabet.indexOf(letter)
    if (digit < 0) return undefined
    value = value * base + BigInt(digit)
  }
  return value >> (startBits + lengthBits + issueBits + macBits) === 0n ? value : undefined
}
