import type { Deadline } from './deadline.ts'
import { VendorFailure, type Vendor } from './failure.ts'

/**
 * What several callers wait for together, for as long as this caller's deadline allows; then throws
 * VendorFailure (`timeout`, certainly without effect), while the others wait on.
 */
export function inTime<T>(vendor: Vendor, shared: Promise<T>, { signal }: Deadline): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new VendorFailure(vendor, 'timeout', { mayHaveHappened: false }))
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}
