import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { placesByWord } from './places.ts'
import { abbreviations, regionsByWord, standardZoneOf, zoneOfRegion } from './regions.ts'
import type { Region } from './regions.ts'

/** The zone the customer named, if any. */
export type NamedZone = {
  zone: string
  /** "my time": the customer's own date counts, not the client's. */
  own: boolean
  /** Said loosely: worth saying back. */
  readBack: boolean
}

type Asked = { zone: string; clientZone: string; now: number }
type Hit = { zone: string; count: number; loose: boolean; yours?: boolean }

/** Finds the zone named and masks its words, so that no rule takes them for a time. */
export function findZone(tokens: Token[], asked: Asked): NamedZone | undefined {
  let named: Hit | undefined
  let own = false
  for (let i = 0; i < tokens.length; i++) {
    if (isWord(tokens, i, 'my', 'our') && isWord(tokens, i + 1, 'time')) {
      own = true
      mask(tokens, i, 2)
      continue
    }
    const hit = zoneAt(tokens, i, asked)
    if (!hit) continue
    if (!named?.yours && (!named || named.loose || hit.yours)) named = hit
    mask(tokens, i, hit.count)
    i += hit.count - 1
  }
  if (!named) return own ? { zone: asked.zone, own, readBack: false } : undefined
  return { zone: named.zone, own, readBack: named.loose }
}

function mask(tokens: Token[], i: number, count: number): void {
  for (let k = i; k < i + count; k++) {
    const token = tokens[k]
    if (token) tokens[k] = { ...token, tag: 'word', text: 'zone' }
  }
}

function zoneAt(tokens: readonly Token[], i: number, asked: Asked): Hit | undefined {
  const { text, tag } = at(tokens, i)
  if (tag === 'number' || tag === 'punct') return undefined
  if (
    isWord(tokens, i, 'your', "broker's", 'his', 'her', 'their') &&
    isWord(tokens, i + 1, 'time') &&
    !isWord(tokens, i + 2, 'is')
  ) {
    return { zone: asked.clientZone, count: 2, loose: false, yours: true }
  }
  const coast = coastAt(tokens, i)
  if (coast) return { zone: zoneOfRegion(coast, asked.clientZone), count: 2, loose: true }
  if (Object.hasOwn(regionsByWord, text))
    return regionAt(tokens, i, regionsByWord[text] as Region, asked)
  if (Object.hasOwn(abbreviations, text)) return abbreviationAt(tokens, i, asked)
  return placeAt(tokens, i)
}

/** "Pacific", "Pacific time", "Pacific Standard Time", after a time or before the word. */
function regionAt(
  tokens: readonly Token[],
  i: number,
  region: Region,
  asked: Asked,
): Hit | undefined {
  let k = i + 1
  const standard = isWord(tokens, k, 'standard')
  if (isWord(tokens, k, 'standard', 'daylight', 'savings', 'saving')) k++
  if (isWord(tokens, k, 'savings', 'saving')) k++
  const time = isWord(tokens, k, 'time', 'timezone', 'zone', 'times')
  if (time) k++
  if (time && isWord(tokens, k, 'zone')) k++
  if (!time && !standard && !followsTime(tokens, i) && !isOwnZone(tokens, i)) return undefined
  const zone = standard
    ? standardZoneOf(region, asked.clientZone, asked.now)
    : zoneOfRegion(region, asked.clientZone)
  return { zone, count: k - i, loose: true }
}

/** "my time zone is Pacific", "I'm Pacific", "we're on Eastern". */
function isOwnZone(tokens: readonly Token[], i: number): boolean {
  if (isWord(tokens, i - 1, "i'm", "we're")) return true
  if (isWord(tokens, i - 1, 'on')) return isWord(tokens, i - 2, "i'm", "we're", 'am', 'are')
  return (
    isWord(tokens, i - 1, 'is') &&
    isWord(tokens, i - 2, 'zone', 'timezone', 'which', 'that', 'time')
  )
}

/** "I'm on the east coast", "west coast time". */
function coastAt(tokens: readonly Token[], i: number): Region | undefined {
  if (!isWord(tokens, i, 'east', 'west') || !isWord(tokens, i + 1, 'coast')) return undefined
  const here = isWord(tokens, i - 1, 'the') && isWord(tokens, i - 2, 'on')
  if (!here && !isWord(tokens, i + 2, 'time')) return undefined
  return isWord(tokens, i, 'east') ? regionsByWord['eastern'] : regionsByWord['pacific']
}

function abbreviationAt(tokens: readonly Token[], i: number, asked: Asked): Hit | undefined {
  const { text } = at(tokens, i)
  const meant = abbreviations[text] as Region | string
  const count = isWord(tokens, i + 1, 'time') ? 2 : 1
  if (count === 1 && !followsTime(tokens, i)) return undefined
  if (typeof meant === 'string') return { zone: meant, count, loose: true }
  const standard = text.endsWith('st')
  const zone = standard
    ? standardZoneOf(meant, asked.clientZone, asked.now)
    : zoneOfRegion(meant, asked.clientZone)
  return { zone, count, loose: true }
}

/** True when a time stands just before, a comma or bracket aside. */
function followsTime(tokens: readonly Token[], i: number): boolean {
  let k = i - 1
  while (k > i - 3 && isWord(tokens, k, ',', '(', '-', 'in', 'the')) k--
  const { tag, text } = at(tokens, k)
  return (
    tag === 'number' ||
    tag === 'part' ||
    ['am', 'pm', "o'clock", 'ish', 'p', 'a', 'h', 'hours', 'sharp', 'zone'].includes(text) ||
    (tag === 'weekday' && k === i - 1) ||
    (tag === 'relativeDay' && k === i - 1)
  )
}

const stays = new Set(
  "i'm am we're are live living calling located based here out over down back up it's now stay staying currently visiting traveling travelling working home zone reside phoning just still actually".split(
    ' ',
  ),
)

/** "Vancouver time", "I'm in Seattle", "3 pm Toronto"; a city merely mentioned is no zone. */
function placeAt(tokens: readonly Token[], i: number): Hit | undefined {
  const options = placesByWord.get(at(tokens, i).text)
  if (!options) return undefined
  for (const { words, zone } of options) {
    if (!words.every((word, n) => at(tokens, i + 1 + n).text === word)) continue
    const end = i + 1 + words.length
    if (isWord(tokens, end, 'time')) return { zone, count: end + 1 - i, loose: false }
    if (isWhereabouts(tokens, i) || (followsTime(tokens, i) && isClosed(tokens, end))) {
      return { zone, count: end - i, loose: false }
    }
    return undefined
  }
  return undefined
}

function isWhereabouts(tokens: readonly Token[], i: number): boolean {
  if (!isWord(tokens, i - 1, 'in', 'from', 'near', 'outside', 'of')) return false
  return stays.has(at(tokens, i - 2).text) || isWord(tokens, i - 2, 'time')
}

function isClosed(tokens: readonly Token[], i: number): boolean {
  const { tag, text } = at(tokens, i)
  return (
    tag === 'punct' ||
    tag === 'weekday' ||
    tag === 'relativeDay' ||
    ['on', 'please', 'if', 'would', 'works', 'or', 'and'].includes(text)
  )
}
