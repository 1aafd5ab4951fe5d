import { canonicalZone } from '../../timezones.ts'
import type { NamedZone } from './find-zone.ts'

const form =
  /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[a-z_]+(?:\/[a-z_]+)?/i

/** A zone written by its IANA name, as programs do, and the words without it (as long as before). */
export function ianaName(words: string): (NamedZone & { rest: string }) | undefined {
  const name = form.exec(words)?.[0]
  const zone = name && canonicalZone(name)
  return zone
    ? {
        zone,
        own: false,
        readBack: false,
        clocks: [],
        rest: words.replace(name, ' '.repeat(name.length)),
      }
    : undefined
}
