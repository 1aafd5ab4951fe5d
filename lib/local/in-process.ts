import { ConnectionCut } from './strike.ts'

/**
 * A `fetch` that goes straight to an app, without a socket, and fails as the real one does: a cut
 * connection is `TypeError: fetch failed`, and an aborted signal ends the wait with its reason.
 */
export function inProcessFetch(app: {
  fetch(request: Request): Response | Promise<Response>
}): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    return Promise.race([answer(app, request), aborted(request.signal)])
  }
}

async function answer(
  app: { fetch(request: Request): Response | Promise<Response> },
  request: Request,
): Promise<Response> {
  try {
    return await app.fetch(request)
  } catch (error) {
    if (!(error instanceof ConnectionCut)) throw error
    throw new TypeError('fetch failed', { cause: error })
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}
