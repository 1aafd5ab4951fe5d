const quote = 0x22
const backslash = 0x5c

/**
 * True when a JSON text nests objects and lists deeper than `limit`. Read from the bytes before
 * parsing: what is stored or sent on later is walked by code that calls itself once a level.
 */
export function isDeeperThan(limit: number, bytes: Uint8Array): boolean {
  let depth = 0
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (inText) {
      if (byte === backslash) at += 1
      else if (byte === quote) inText = false
    } else if (byte === quote) inText = true
    else if (byte === 0x7b || byte === 0x5b) {
      depth += 1
      if (depth > limit) return true
    } else if (byte === 0x7d || byte === 0x5d) depth -= 1
  }
  return false
}
