import type { Deadline } from '../deadline.ts'
import { inTime } from '../in-time.ts'

/** Requests to Supabase that several callers wait for together. */
export type SharedFlights<T> = {
  /**
   * What `fly` gives, run once for all who ask under the same key meanwhile; it keeps its own deadline, and
   * a caller whose nearer one passes stops waiting with VendorFailure('supabase', 'timeout').
   */
  share(key: string, deadline: Deadline, fly: () => Promise<T>): Promise<T>
}

/** No flights yet. */
export function sharedFlights<T>(): SharedFlights<T> {
  const flying = new Map<string, Promise<T>>()
  return {
    share(key, deadline, fly) {
      const flight = flying.get(key) ?? fly().finally(() => flying.delete(key))
      flying.set(key, flight)
      return inTime('supabase', flight, deadline)
    },
  }
}
