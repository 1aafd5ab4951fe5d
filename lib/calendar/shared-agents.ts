import { perHost } from '../host.ts'
import { keptAgents } from './exchange.ts'

/** The process's connections to Google's Calendar API. */
export const sharedAgents = perHost(() => keptAgents())
