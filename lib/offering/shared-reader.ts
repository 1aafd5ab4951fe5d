import { systemClock } from '../clock.ts'
import { config } from '../config.ts'
import { perHost } from '../host.ts'
import { log } from '../log.ts'
import { n8nReader, type N8nReader } from '../time-request/n8n.ts'

/** The process's reader of last resort; undefined when no n8n is configured. */
export const sharedReader = perHost((): N8nReader | undefined => {
  const { N8N_MCP_URL, N8N_MCP_TOKEN, N8N_BUDGET_MS } = config()
  if (!N8N_MCP_URL || !N8N_MCP_TOKEN) return undefined
  return n8nReader({
    url: N8N_MCP_URL,
    token: N8N_MCP_TOKEN,
    budgetMs: N8N_BUDGET_MS,
    clock: systemClock,
    onMisconfigured: (status) => log().error({ event: 'n8n_misconfigured', status }),
    onFailure: () => log().warn({ event: 'n8n_failed' }),
  })
})
