import { dayAt, minutesOn } from './base.ts'
import type { Base } from './base.ts'
import { compose } from './compose/compose.ts'
import { pointBack } from './compose/dangling.ts'
import { decideNumbers } from './compose/numbers.ts'
import { joinExtremes } from './compose/extremes.ts'
import { joinRanges } from './compose/ranges.ts'
import { splitTrailing } from './compose/trailing.ts'
import { readIso } from './iso.ts'
import { outcomeOf } from './outcome.ts'
import type { Outcome } from './outcome.ts'
import { findPieces } from './pieces/find.ts'
import type { Piece } from './pieces/piece.ts'
import type { Heard, Read, ReadContext, TimeRequest } from './types.ts'
import { isForeign } from './words/foreign.ts'
import { maskOthers } from './words/masks.ts'
import { scan } from './words/scan.ts'
import { settle } from './words/settle.ts'
import { tidy } from './words/tidy.ts'
import type { Token } from './words/token.ts'
import { findZone } from './zones/find-zone.ts'
import { ianaName } from './zones/iana-name.ts'
import type { NamedZone } from './zones/find-zone.ts'
import { countryOf } from './zones/regions.ts'
import { withZones } from './zones/with-zones.ts'

/** Longer input is cut: nobody says this much about one appointment. */
const mostCharacters = 2000

/**
 * What the customer's words mean: instants, windows, or why neither. The rules and their reasons are in
 * docs/understanding.md. Pure; never throws on any words; takes time linear in their length.
 */
export const read: Read = (words, context) => {
  const iso = readIso(words, context)
  if (iso) return iso
  const said = tidy(words.slice(0, mostCharacters))
  const written = ianaName(said)
  const plain = written?.rest ?? said
  const tokens = settle(scan(plain))
  if (isForeign(plain, tokens)) return notUnderstood(context)
  const named = findZone(tokens, context) ?? written
  maskOthers(tokens)
  const base = baseOf(context, named)
  const found = decideNumbers(
    splitTrailing(pointBack(joinExtremes(findPieces(tokens, base), tokens), tokens), tokens),
    tokens,
  )
  const pieces = withZones(joinRanges(found, tokens, base), named?.clocks ?? [])
  const outcome = outcomeOf(compose(pieces, base), base)
  return answer(outcome, heardOf(pieces, tokens, plain, base, named, outcome.readBack))
}

function notUnderstood({ zone }: ReadContext): TimeRequest {
  const heard = { zone, zoneNamed: false, approximate: false, readBack: false, words: [] }
  return { ...heard, outcome: 'none' }
}

/** Words count from the customer's day, in the zone they are meant in. */
function baseOf({ now, zone, clientZone, hours }: ReadContext, named: NamedZone | undefined): Base {
  const meant = named?.zone ?? zone
  const today = dayAt(named?.own ? meant : zone, now)
  const minutes = minutesOn(meant, now, today)
  return { now, zone: meant, clientZone, hours, today, minutes, country: countryOf(clientZone) }
}

function heardOf(
  pieces: readonly Piece[],
  tokens: readonly Token[],
  words: string,
  base: Base,
  named: NamedZone | undefined,
  readBack: boolean,
): Heard {
  const used = pieces.filter((piece) => piece.k !== 'op' && piece.k !== 'number')
  return {
    zone: base.zone,
    zoneNamed: named !== undefined,
    approximate: isApproximate(pieces),
    readBack:
      readBack ||
      (named?.readBack ?? false) ||
      (named !== undefined && dayAt(base.zone, base.now) !== base.today),
    words: used.map(({ from, to }) => words.slice(tokens[from]?.start, tokens[to - 1]?.end)),
  }
}

function isApproximate(pieces: readonly Piece[]): boolean {
  return pieces.some(
    (piece, i) =>
      piece.approximate || (piece.k === 'op' && piece.op === 'approx' && pieces[i + 1]?.k !== 'op'),
  )
}

function answer({ result }: Outcome, heard: Heard): TimeRequest {
  switch (result.kind) {
    case 'ok':
      return { ...heard, outcome: 'ok', spans: result.spans }
    case 'past':
      return { ...heard, outcome: 'past', spans: result.spans }
    case 'clarify':
      return { ...heard, outcome: 'clarify', doubt: result.doubt, candidates: result.candidates }
    case 'impossible':
      return { ...heard, outcome: 'impossible', why: result.why }
    case 'none':
      return { ...heard, outcome: 'none' }
  }
}
