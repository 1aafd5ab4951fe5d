import { createHmac, timingSafeEqual } from 'node:crypto'

const toleranceMs = 300_000

/**
 * Checks `X-Retell-Signature: v=<unix ms>,d=<hex>` over the raw body bytes followed by the timestamp
 * (HMAC-SHA256; layout read in retell-sdk 5.66.1). Any of several secrets may match, for rotation;
 * the timestamp may be five minutes off, to the millisecond. `now` is epoch ms.
 */
export function isSigned(
  body: Uint8Array,
  header: string | null,
  { secrets, now }: { secrets: readonly string[]; now: number },
): boolean {
  const match = /^v=(\d{1,16}),d=([0-9a-f]{64})$/i.exec(header ?? '')
  if (!match) return false
  const [, timestamp, digest] = match as unknown as [string, string, string]
  if (Math.abs(now - Number(timestamp)) > toleranceMs) return false
  const given = Buffer.from(digest, 'hex')
  let signed = false
  for (const secret of secrets) {
    // Every secret is tried, so that the time taken says nothing of which one matched.
    if (timingSafeEqual(hmac(secret, body, timestamp), given)) signed = true
  }
  return signed
}

/** The header Retell would send: used by our own tools and tests. */
export function sign(body: Uint8Array | string, secret: string, now: number): string {
  return `v=${now},d=${hmac(secret, body, String(now)).toString('hex')}`
}

function hmac(secret: string, body: Uint8Array | string, timestamp: string): Buffer {
  return createHmac('sha256', secret).update(body).update(timestamp).digest()
}
