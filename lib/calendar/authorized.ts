import { VendorFailure } from '../failure.ts'
import type { Tokens } from '../tokens/tokens.ts'
import type { CalendarCall } from './calendar.ts'
import type { GoogleCall } from './google-answer.ts'

/**
 * Asks with the client's token; a 401 costs one refresh and one repeat (it had no effect). Getting the
 * token is not retried here: a refresh has its own retry. Throws VendorFailure.
 */
export async function authorized<T>(
  tokens: Tokens,
  { clientId, deadline }: CalendarCall,
  ask: (google: GoogleCall) => Promise<T>,
): Promise<T> {
  const { signal } = deadline
  const accessToken = await tokens.access(clientId, deadline)
  try {
    return await ask({ accessToken, signal })
  } catch (error) {
    if (!(error instanceof VendorFailure) || error.kind !== 'unauthorized') throw error
    return ask({ accessToken: await tokens.renew(clientId, accessToken, deadline), signal })
  }
}
