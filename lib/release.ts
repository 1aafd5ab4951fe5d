import manifest from '../package.json' with { type: 'json' }
import { config } from './config.ts'

/** Which release runs: the package's version and the commit the deploy named (`unknown` when it named none). */
export function release(): { version: string; commit: string } {
  return { version: manifest.version, commit: config().COMMIT }
}
