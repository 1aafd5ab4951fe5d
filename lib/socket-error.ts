/** Codes of Node's sockets (a unix socket's among them) and of undici for a connection that was never made. */
const neverMade = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'EACCES',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What a failed connection's error says: its code, and whether the request may have been heard. */
export function socketError(error: unknown): { code?: string; mayHaveHappened: boolean } {
  const code = codeOf(error)
  return code === undefined
    ? { mayHaveHappened: true }
    : { code, mayHaveHappened: !neverMade.has(code) }
}

/** Also inside fetch's TypeError, and where several addresses were tried. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { cause, code, errors } = error as { cause?: unknown; code?: unknown; errors?: unknown[] }
  return typeof code === 'string' ? code : (codeOf(cause) ?? codeOf(errors?.[0]))
}
