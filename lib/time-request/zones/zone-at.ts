import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { offsetZoneAt } from './offset-zone.ts'
import { placesByWord } from './places.ts'
import { abbreviations, regionsByWord, standardZoneOf, zoneOfRegion } from './regions.ts'
import type { Region } from './regions.ts'

/** A zone named by the `count` tokens at some place. */
export type ZoneHit = {
  zone: string
  count: number
  /** Said by a region's name or an abbreviation. */
  loose: boolean
  /** Said with a clock ("3 Eastern", "Toronto time"), not as where the customer is. */
  timed: boolean
  whose?: 'mine' | 'yours'
  /** The region, where its name may mean another clock than the one taken. */
  region?: Region | undefined
}

type Asked = { zone: string; clientZone: string; now: number }

/** The first words of all that names a zone: most words are none of them. */
const starts = new Set([
  ..."my our mine your broker's his her their yours east west".split(' '),
  ...Object.keys(regionsByWord),
  ...Object.keys(abbreviations),
  ...placesByWord.keys(),
])

/** The zone named at `i`: "my time", "your time", a coast, a region, an abbreviation or a place. */
export function zoneAt(tokens: readonly Token[], i: number, asked: Asked): ZoneHit | undefined {
  const { text, tag } = at(tokens, i)
  if (tag === 'number' || tag === 'punct' || !starts.has(text)) return undefined
  const whose = whoseTime(tokens, i, asked)
  if (whose) return whose
  const coast = coastAt(tokens, i)
  if (coast) return { ...ofRegion(coast, asked), count: 2, timed: isWord(tokens, i + 2, 'time') }
  if (Object.hasOwn(regionsByWord, text))
    return regionAt(tokens, i, regionsByWord[text] as Region, asked)
  if (Object.hasOwn(abbreviations, text)) return abbreviationAt(tokens, i, asked)
  return placeAt(tokens, i)
}

/** "my time", "your time", and after a clock "mine", "yours". */
function whoseTime(tokens: readonly Token[], i: number, asked: Asked): ZoneHit | undefined {
  const time = isWord(tokens, i + 1, 'time')
  const mine = time ? isWord(tokens, i, 'my', 'our') : isWord(tokens, i, 'mine')
  const yours = time
    ? isWord(tokens, i, 'your', "broker's", 'his', 'her', 'their') && !isWord(tokens, i + 2, 'is')
    : isWord(tokens, i, 'yours')
  if (!(mine || yours) || !(time || followsTime(tokens, i))) return undefined
  const count = time ? 2 : 1
  return mine
    ? { zone: asked.zone, count, loose: false, timed: true, whose: 'mine' }
    : { zone: asked.clientZone, count, loose: false, timed: true, whose: 'yours' }
}

/** A region's clock; the client's own leaves no doubt which is meant. */
function ofRegion(region: Region, asked: Asked): { zone: string; loose: true; region?: Region } {
  const zone = zoneOfRegion(region, asked.clientZone)
  return { zone, loose: true, ...(zone !== asked.clientZone && { region }) }
}

/** "Pacific", "Pacific time", "Pacific Standard Time", after a time or before the word. */
function regionAt(
  tokens: readonly Token[],
  i: number,
  region: Region,
  asked: Asked,
): ZoneHit | undefined {
  let k = i + 1
  const standard = isWord(tokens, k, 'standard')
  if (isWord(tokens, k, 'standard', 'daylight', 'savings', 'saving')) k++
  if (isWord(tokens, k, 'savings', 'saving')) k++
  const time = isWord(tokens, k, 'time', 'timezone', 'zone', 'times')
  if (time) k++
  if (time && isWord(tokens, k, 'zone')) k++
  if (!time && !standard && !followsTime(tokens, i) && !isOwnZone(tokens, i)) return undefined
  const timed = time || followsTime(tokens, i)
  if (!standard) return { ...ofRegion(region, asked), count: k - i, timed }
  const zone = standardZoneOf(region, asked.clientZone, asked.now)
  return {
    zone,
    count: k - i,
    loose: true,
    timed,
    region: { ...region, canada: zone, states: zone },
  }
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

function abbreviationAt(tokens: readonly Token[], i: number, asked: Asked): ZoneHit | undefined {
  const { text } = at(tokens, i)
  const offset = text === 'utc' || text === 'gmt' ? offsetZoneAt(tokens, i, asked) : undefined
  if (offset) return { ...offset, loose: false, timed: true }
  const meant = abbreviations[text] as Region | string
  const count = isWord(tokens, i + 1, 'time') ? 2 : 1
  if (count === 1 && !followsTime(tokens, i)) return undefined
  if (typeof meant === 'string') return { zone: meant, count, loose: true, timed: true }
  if (!text.endsWith('st')) return { ...ofRegion(meant, asked), count, timed: true }
  const zone = standardZoneOf(meant, asked.clientZone, asked.now)
  return { zone, count, loose: true, timed: true, region: { ...meant, canada: zone, states: zone } }
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
function placeAt(tokens: readonly Token[], i: number): ZoneHit | undefined {
  const options = placesByWord.get(at(tokens, i).text)
  if (!options) return undefined
  for (const { words, zone } of options) {
    if (!words.every((word, n) => at(tokens, i + 1 + n).text === word)) continue
    const end = i + 1 + words.length
    if (isWord(tokens, end, 'time')) return { zone, count: end + 1 - i, loose: false, timed: true }
    const here = isWhereabouts(tokens, i)
    const timed = followsTime(tokens, i) && isClosed(tokens, end)
    return here || timed ? { zone, count: end - i, loose: false, timed: !here } : undefined
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
    ['on', 'please', 'if', 'would', 'works', 'or', 'and', 'which', "that's"].includes(text)
  )
}
