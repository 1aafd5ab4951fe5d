import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { readMeridiem, soundAlikeHour } from './clock-words.ts'
import { pastOrTo } from './clock-spoken.ts'
import type { Found, Half } from './piece.ts'

/** "3:30 pm", "ten oh five", "4 o'clock", "15h30", "noon", "half past nine", "quarter of six", or a bare number. */
export function findClock(tokens: readonly Token[], i: number): Found {
  const token = at(tokens, i)
  const spoken = pastOrTo(tokens, i)
  if (spoken) return spoken
  if (token.name === 'noon' || token.name === 'midnight') {
    const minute = token.name === 'noon' ? readMinute(tokens, i) : undefined
    if (minute?.said && !minute.sure)
      return ending(tokens, minute.next, [720 + minute.value], undefined)
    return ending(tokens, i + 1, [token.name === 'noon' ? 720 : 1440], undefined)
  }
  if (token.tag === 'number') return fromNumber(tokens, i)
  const alike = soundAlikeHour(tokens, i)
  return alike === undefined ? undefined : fromNumber(tokens, i, alike)
}

function fromNumber(tokens: readonly Token[], i: number, alike?: number): Found {
  const token = at(tokens, i)
  const value = alike ?? token.value
  if (token.digits >= 3) return fromRunTogether(tokens, i)
  if (value > 31 || !Number.isInteger(value)) return undefined
  const minute = readMinute(tokens, i)
  const mark = readMeridiem(tokens, minute.next)
  const oclock = isWord(tokens, minute.next, "o'clock") ? minute.next + 1 : undefined
  const strong =
    mark !== undefined ||
    oclock !== undefined ||
    minute.sure ||
    alike !== undefined ||
    isWord(tokens, minute.next, 'sharp')
  if (!strong) return bareNumber(tokens, i, minute)
  const half = mark?.half ?? (oclock === undefined ? undefined : readMeridiem(tokens, oclock)?.half)
  const next =
    oclock === undefined
      ? (mark?.next ?? minute.next)
      : (readMeridiem(tokens, oclock)?.next ?? oclock)
  const leadingZero = token.digits === 2 && token.text.startsWith('0')
  const options = clockOptions(value, minute.value, half, leadingZero)
  if (!options) return { piece: { k: 'impossible', why: 'no_such_clock' }, next }
  return ending(tokens, next, options, half)
}

/** 230, 1030, 0900, "eleven hundred hours". */
function fromRunTogether(tokens: readonly Token[], i: number): Found {
  const { value, digits, text } = at(tokens, i)
  const hour = Math.floor(value / 100)
  const minute = value % 100
  if (digits > 4 || hour > 24) return undefined
  const hoursWord = isWord(tokens, i + 1, 'hours', 'hour', 'hrs', 'h')
  const mark = readMeridiem(tokens, i + 1)
  if (!hoursWord && !mark && text !== 'hundred') {
    if (minute > 59 || hour > 23) return undefined
    return { piece: { k: 'number', value: hour, minute, digits }, next: i + 1 }
  }
  const exact = hoursWord || (text === 'hundred' && !mark)
  const options = clockOptions(hour, minute, mark?.half, exact)
  const next = mark?.next ?? (hoursWord ? i + 2 : i + 1)
  if (!options) return { piece: { k: 'impossible', why: 'no_such_clock' }, next }
  return ending(tokens, next, options, mark?.half)
}

function bareNumber(tokens: readonly Token[], i: number, minute: Minute): Found {
  const { value, digits } = at(tokens, i)
  const found = { k: 'number' as const, value, digits }
  const approximate = isWord(tokens, minute.next, 'ish')
  return {
    piece: minute.said ? { ...found, minute: minute.value } : found,
    next: approximate ? minute.next + 1 : minute.next,
    ...(approximate && { approximate }),
  }
}

type Minute = { value: number; next: number; sure: boolean; said: boolean }

/** What follows the hour: ":30", ".30", "h30", "thirty", "oh five". */
function readMinute(tokens: readonly Token[], i: number): Minute {
  const mark = at(tokens, i + 1)
  const after = at(tokens, i + 2)
  const none = { value: 0, next: i + 1, sure: false, said: false }
  if (mark.text === ':' && after.digits === 2) {
    const seconds = isWord(tokens, i + 3, ':') && at(tokens, i + 4).digits === 2
    return { value: after.value, next: seconds ? i + 5 : i + 3, sure: true, said: true }
  }
  if (mark.text === 'h' && (mark.glued || after.digits === 2)) {
    const minutes = after.glued === mark.glued && after.digits === 2
    return {
      value: minutes ? after.value : 0,
      next: minutes ? i + 3 : i + 2,
      sure: true,
      said: true,
    }
  }
  if (mark.text === '.' && mark.glued && after.glued && after.digits === 2) {
    return {
      value: after.value,
      next: i + 3,
      sure: readMeridiem(tokens, i + 3) !== undefined,
      said: true,
    }
  }
  if (isWord(tokens, i + 1, 'oh', 'o', 'ou', 'zero') && after.value >= 1 && after.value <= 9) {
    if (after.tag === 'number') return { value: after.value, next: i + 3, sure: false, said: true }
  }
  const minutes = mark.tag === 'number' && mark.value >= 10 && mark.value <= 59 && mark.digits !== 1
  const counted = after.tag === 'unit' || isWord(tokens, i + 2, 'past', ':', '/', '-')
  const again = mark.value === at(tokens, i).value && after.tag === 'number' && after.value > 12
  if (!minutes || counted || again || at(tokens, i).value > 24) return none
  return { value: mark.value, next: i + 2, sure: false, said: true }
}

/** The minutes of the day a reading may mean; undefined when no clock shows it. */
export function clockOptions(
  hour: number,
  minute: number,
  half: Half | undefined,
  exact = false,
): number[] | undefined {
  if (minute > 59 || hour > 23 || (half && (hour > 12 || (hour === 0 && half === 'pm'))))
    return undefined
  const early = (hour % 12) * 60 + minute
  if (half) return [half === 'pm' ? early + 720 : early]
  if (exact || hour === 0 || hour > 12) return [hour * 60 + minute]
  return [early, early + 720]
}

/** "-ish", "sharp", "or so", "on the dot" after a clock. */
function ending(
  tokens: readonly Token[],
  i: number,
  options: number[],
  half: Half | undefined,
): Found {
  const piece = { k: 'clock' as const, options, ...(half && { half }) }
  if (isWord(tokens, i, 'ish')) return { piece, next: i + 1, approximate: true }
  if (isWord(tokens, i, 'sharp', 'exactly')) return { piece, next: i + 1 }
  return { piece, next: i }
}
