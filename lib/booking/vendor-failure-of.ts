import { DeadlineError } from '../deadline.ts'
import { VendorFailure, type Vendor } from '../failure.ts'

/** What was thrown while asking `vendor`, as its failure; anything unexpected may have taken effect. */
export function vendorFailureOf(error: unknown, vendor: Vendor): VendorFailure {
  if (error instanceof VendorFailure) return error
  const kind = error instanceof DeadlineError ? 'timeout' : 'unreachable'
  return new VendorFailure(vendor, kind, { cause: error, mayHaveHappened: true })
}
