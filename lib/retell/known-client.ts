import { SettingsError } from '../availability/settings.ts'
import type { Deadline } from '../deadline.ts'
import { Problem } from '../endpoint/problem.ts'
import { VendorFailure } from '../failure.ts'
import type { Client } from '../store/client.ts'
import type { ClientStore } from '../store/clients.ts'
import type { AgentBindings } from './agent-bindings.ts'
import type { Call } from './call.ts'

/** True for a UUID in lower case, which every client's id is: asked for anything else, the database errs. */
export function isClientId(id: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(id)
}

/** Where clients, and the agents bound to them, are looked up. */
type Lookups = { clients: Pick<ClientStore, 'get'>; agents: AgentBindings }

/**
 * The client a call belongs to. Throws Problem 400 when it names none, 404 when there is no such client
 * or its agent is bound to another, which it tells apart to nobody; VendorFailure when it cannot
 * be told, SettingsError when the row cannot be used.
 */
export async function knownClient(
  call: Call,
  { clients, agents }: Lookups,
  deadline: Deadline,
): Promise<Client> {
  if (!call.clientId) {
    throw new Problem(400, 'client_missing', 'The call carries no client_id in its metadata.')
  }
  const id = call.clientId.toLowerCase()
  if (!isClientId(id)) throw unknownClient()
  const [client, owner] = await Promise.all([
    clients.get(id, deadline),
    agents.ownerOf(call, deadline),
  ])
  if (!client || (owner !== undefined && owner !== id)) throw unknownClient()
  return client
}

function unknownClient(): Problem {
  return new Problem(404, 'client_unknown', 'No such client.')
}

/** A client, or undefined (and `onFailure` told) when the store cannot tell, or the row cannot be used. */
export async function readable(
  client: Promise<Client>,
  onFailure: (failure: VendorFailure) => void,
): Promise<Client | undefined> {
  try {
    return await client
  } catch (error) {
    onFailure(unread(error))
    return undefined
  }
}

function unread(error: unknown): VendorFailure {
  if (error instanceof VendorFailure) return error
  if (!(error instanceof SettingsError)) throw error
  return new VendorFailure('supabase', 'refused', { code: 'unusable_settings', cause: error })
}
