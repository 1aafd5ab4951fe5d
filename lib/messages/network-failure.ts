import { DeadlineError } from '../deadline.ts'
import { VendorFailure, type Vendor } from '../failure.ts'

/** Codes of Node's sockets and of undici that say the request never left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What a connection that failed means: a timeout, or a vendor out of reach that may have heard us. */
export function networkFailure(vendor: Vendor, error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error
  if (error instanceof DeadlineError) return new VendorFailure(vendor, 'timeout', { cause: error })
  const code = socketCode(error)
  return new VendorFailure(vendor, 'unreachable', {
    code,
    mayHaveHappened: !(code && neverSent.has(code)),
    cause: error,
  })
}

/** The code of the socket error inside fetch's TypeError, also where several addresses were tried. */
function socketCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { cause, code, errors } = error as { cause?: unknown; code?: unknown; errors?: unknown[] }
  if (typeof code === 'string') return code
  return socketCode(cause) ?? socketCode(errors?.[0])
}
