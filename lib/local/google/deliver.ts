import type { Deliver } from './watch.ts'

const patienceMs = 5000

/** True for a plain http address on this machine. */
export function isOnLoopback(address: string): boolean {
  return /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(address)
}

/**
 * Notifies over HTTP as Google does, once and without a body: Google promises no more than most of its
 * notifications. Nothing leaves this machine.
 */
export const deliverOnLoopback: Deliver = (address, headers) => {
  if (!isOnLoopback(address)) return
  const request = {
    method: 'POST',
    headers: {
      ...headers,
      'user-agent': 'APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)',
    },
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  } as const
  fetch(address, request)
    .then((response) => response.body?.cancel())
    .catch(() => undefined)
}
