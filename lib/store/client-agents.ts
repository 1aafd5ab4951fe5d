import type { Deadline } from '../deadline.ts'
import type { Supabase } from './supabase.ts'

/** Which client a voice agent (id) or its line (E.164) belongs to. Throws VendorFailure('supabase', …). */
export type ClientAgents = {
  /** The client any of these belongs to; an agent's id counts before its line. */
  find(of: { agentId?: string; number?: string }, deadline: Deadline): Promise<string | undefined>
  /** Ties an agent or line to a client, whoever had it before. */
  bind(agent: string, clientId: string, deadline: Deadline): Promise<void>
  unbind(agent: string, deadline: Deadline): Promise<void>
  /** All that are tied to a client. */
  list(clientId: string, deadline: Deadline): Promise<string[]>
}

/** The `client_agents` of one database. */
export function clientAgents(db: Supabase): ClientAgents {
  const table = () => db.from('client_agents')
  return {
    async find({ agentId, number }, { signal }) {
      const asked = [agentId, number].filter((name) => name !== undefined)
      if (asked.length === 0) return undefined
      const { data } = await table().select().in('agent', asked).abortSignal(signal).throwOnError()
      const byId = data.find((row) => row.agent === agentId) ?? data[0]
      return byId?.client_id
    },
    async bind(agent, clientId, { signal }) {
      await table().upsert({ agent, client_id: clientId }).abortSignal(signal).throwOnError()
    },
    async unbind(agent, { signal }) {
      await table().delete().eq('agent', agent).abortSignal(signal).throwOnError()
    },
    async list(clientId, { signal }) {
      const asked = table().select('agent').eq('client_id', clientId).order('agent')
      const { data } = await asked.abortSignal(signal).throwOnError()
      return data.map((row) => row.agent)
    },
  }
}
