import type { Deadline } from '../deadline.ts'
import { Problem } from '../endpoint/problem.ts'
import { VendorFailure } from '../failure.ts'
import type { Client } from '../store/client.ts'
import type { ClientStore } from '../store/clients.ts'
import type { Call } from './call.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * The client a call belongs to. Throws Problem 400 when it names none, 404 when there is no such client;
 * VendorFailure when that cannot be told.
 */
export async function knownClient(
  call: Call,
  clients: Pick<ClientStore, 'get'>,
  deadline: Deadline,
): Promise<Client> {
  if (!call.clientId) {
    throw new Problem(400, 'client_missing', 'The call carries no client_id in its metadata.')
  }
  const client = uuid.test(call.clientId)
    ? await clients.get(call.clientId.toLowerCase(), deadline)
    : undefined
  if (!client) throw new Problem(404, 'client_unknown', 'No such client.')
  return client
}

/** A client, or undefined (and `onFailure` told) when the store cannot tell. */
export async function readable(
  client: Promise<Client>,
  onFailure: (failure: VendorFailure) => void,
): Promise<Client | undefined> {
  try {
    return await client
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    onFailure(error)
    return undefined
  }
}
