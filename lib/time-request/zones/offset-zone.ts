import { offsetAt } from '../../timezones.ts'
import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'

const minuteMs = 60_000

/** Places that keep an offset which is no whole hour, by its minutes. */
const uneven: Record<number, string> = {
  [-210]: 'America/St_Johns',
  [210]: 'Asia/Tehran',
  [270]: 'Asia/Kabul',
  [330]: 'Asia/Kolkata',
  [345]: 'Asia/Kathmandu',
  [390]: 'Asia/Yangon',
  [570]: 'Australia/Darwin',
}

/**
 * The zone "UTC-5", "GMT+05:30" or "UTC minus five" means, and how many tokens name it; undefined when no
 * offset follows. One the customer's or the client's clock keeps now is theirs. "4 GMT - 5 pm" is a range.
 */
export function offsetZoneAt(
  tokens: readonly Token[],
  i: number,
  { zone, clientZone, now }: { zone: string; clientZone: string; now: number },
): { zone: string; count: number } | undefined {
  const sign = at(tokens, i + 1)
  const hours = at(tokens, i + 2)
  const isWritten = ['+', '-'].includes(sign.text) && hours.glued
  if (!(isWritten || isWord(tokens, i + 1, 'plus', 'minus')) || hours.tag !== 'number') return
  const isParted = isWord(tokens, i + 3, ':') && at(tokens, i + 4).tag === 'number'
  const count = isParted ? 5 : 3
  if (isWord(tokens, i + count, 'am', 'pm', "o'clock")) return
  const written = hours.digits > 2 ? minutesOf(hours.value) : hours.value * 60
  const size = written + (isParted ? at(tokens, i + 4).value : 0)
  const minutes = sign.text === '-' || sign.text === 'minus' ? -size : size
  const meant = zoneOf(minutes, [zone, clientZone], now)
  return meant === undefined ? undefined : { zone: meant, count }
}

/** "0530" is five hours and thirty minutes. */
function minutesOf(digits: number): number {
  return Math.floor(digits / 100) * 60 + (digits % 100)
}

function zoneOf(minutes: number, near: readonly string[], now: number): string | undefined {
  const own = near.find((zone) => offsetAt(zone, now) === minutes * minuteMs)
  if (own !== undefined) return own
  if (minutes === 0) return 'UTC'
  if (minutes % 60 !== 0) return uneven[minutes]
  const hours = minutes / 60
  // IANA's signs in Etc are the other way round: https://github.com/eggert/tz/blob/main/etcetera
  return hours >= -12 && hours <= 14
    ? `Etc/GMT${hours < 0 ? '+' : '-'}${Math.abs(hours)}`
    : undefined
}
