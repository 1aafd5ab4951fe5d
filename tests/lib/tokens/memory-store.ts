import { VendorFailure } from '../../../lib/failure.ts'
import type { SealedTokens, TokenStore } from '../../../lib/tokens/token-store.ts'

/** A token store in memory that can be cut off. */
export function memoryTokenStore() {
  const rows = new Map<string, SealedTokens>()
  const lost = new Set<string>()
  let down = false
  let silent = false
  let reads = 0
  const reach = () => {
    if (down) throw new VendorFailure('supabase', 'unreachable')
  }
  const store: TokenStore = {
    async get(clientId, { signal }) {
      reads++
      reach()
      if (silent) await aborted(signal)
      return rows.get(clientId)
    },
    async put(clientId, tokens) {
      reach()
      rows.set(clientId, tokens)
    },
    async update(clientId, tokens) {
      reach()
      const isThere = rows.has(clientId)
      if (isThere) rows.set(clientId, tokens)
      return isThere
    },
    async erase(clientId) {
      reach()
      rows.delete(clientId)
    },
    async markLost(clientId) {
      reach()
      lost.add(clientId)
    },
  }
  return {
    store,
    rows,
    lost,
    reads: () => reads,
    cutOff: (is: boolean) => {
      down = is
    },
    /** Reads get no answer from here on, until whoever asks gives up. */
    silence: () => {
      silent = true
    },
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const late = () => reject(new VendorFailure('supabase', 'timeout'))
    signal.addEventListener('abort', late, { once: true })
  })
}
