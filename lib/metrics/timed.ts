import type { Clock } from '../clock.ts'
import { VendorFailure, type Vendor } from '../failure.ts'
import { meters } from './meters.ts'

/** Makes a call to a vendor and counts how long it took and how it ended. */
export async function timed<T>(vendor: Vendor, clock: Clock, call: () => Promise<T>): Promise<T> {
  const began = clock.now()
  try {
    const answer = await call()
    meters().called(vendor, 'ok', clock.now() - began)
    return answer
  } catch (error) {
    const kind = error instanceof VendorFailure ? error.kind : 'error'
    meters().called(vendor, kind, clock.now() - began)
    throw error
  }
}
