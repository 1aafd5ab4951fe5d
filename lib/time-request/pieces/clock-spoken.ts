import { at, isWord } from '../words/token.ts'
import type { Token } from '../words/token.ts'
import { hourBySound, readMeridiem } from './clock-words.ts'
import type { Found } from './piece.ts'

/** "half past nine", "half two", "quarter to five", "twenty past three", "ten minutes of six". */
export function pastOrTo(tokens: readonly Token[], i: number): Found {
  const start = isWord(tokens, i, 'a') && isWord(tokens, i + 1, 'quarter', 'half') ? i + 1 : i
  if (isWord(tokens, start, 'half')) return halfPast(tokens, start)
  const quarter = isWord(tokens, start, 'quarter')
  const minutes = quarter ? 15 : at(tokens, start).value
  if (!quarter && (at(tokens, start).tag !== 'number' || minutes < 1 || minutes > 59))
    return undefined
  const unit = !quarter && isWord(tokens, start + 1, 'minutes', 'minute', 'min', 'mins')
  const turn = unit ? start + 2 : start + 1
  const sign = direction(tokens, turn)
  if (sign === 0 || !(quarter || unit || isSpokenOffset(tokens, start, turn))) return undefined
  const hour = hourAt(tokens, turn + 1)
  return hour && offsetClock(hour, sign * minutes)
}

function halfPast(tokens: readonly Token[], i: number): Found {
  const past = isWord(tokens, i + 1, 'past', 'passed', 'after', 'pass')
  const hour = hourAt(tokens, past ? i + 2 : i + 1)
  if (!hour || (!past && hour.counted)) return undefined
  return offsetClock(hour, 30)
}

/** 1 for past and after, -1 for to, of, before and till, else 0. */
function direction(tokens: readonly Token[], i: number): 0 | 1 | -1 {
  if (isWord(tokens, i, 'past', 'after', 'passed')) return 1
  return isWord(tokens, i, 'to', 'of', 'before', 'till', 'two', 'too') ? -1 : 0
}

/** "ten past four", "twenty to five"; "ten to two" is a range unless something says it is one clock. */
function isSpokenOffset(tokens: readonly Token[], i: number, turn: number): boolean {
  const { value } = at(tokens, i)
  if (isWord(tokens, turn, 'past', 'passed')) return true
  if (value % 5 !== 0 || value > 25) return false
  if (isWord(tokens, turn, 'two', 'too')) return false
  if (isWord(tokens, turn, 'to', 'till')) {
    const hour = at(tokens, turn + 1)
    if (value === 5 && (hour.name === 'noon' || (hour.value > 0 && hour.value < 6))) return true
    if (value === 5 && isLateMorning(tokens, i, hour)) return true
    return value > 12 || isWord(tokens, i - 1, 'at', '@', 'around', 'about')
  }
  return isWord(tokens, turn, 'of', 'after') || value > 12
}

/** "five to eleven": no call lasts from 5 to 11; a shift may. */
function isLateMorning(tokens: readonly Token[], i: number, hour: Token): boolean {
  const shift = isWord(tokens, i - 1, 'work', 'works', 'working', 'from', 'between', 'is', 'am')
  return at(tokens, i).digits === 0 && hour.value >= 10 && hour.value <= 12 && !shift
}

type Hour = { options: number[]; next: number; counted: boolean; half?: 'am' | 'pm' }

function hourAt(tokens: readonly Token[], i: number): Hour | undefined {
  const { name, tag, value, digits } = at(tokens, i)
  if (name === 'noon') return { options: [720], next: i + 1, counted: false }
  if (name === 'midnight') return { options: [1440], next: i + 1, counted: false }
  const hour = tag === 'number' && digits <= 2 ? value : hourBySound(at(tokens, i).text)
  if (hour === undefined || hour < 1 || hour > 12) return undefined
  if (isWord(tokens, i + 1, ':', '/')) return undefined
  const oclock = isWord(tokens, i + 1, "o'clock") ? i + 2 : i + 1
  const mark = readMeridiem(tokens, oclock)
  const early = (hour % 12) * 60
  const counted = at(tokens, i + 1).tag === 'unit' || at(tokens, i + 1).tag === 'masked'
  if (mark) {
    return {
      options: [mark.half === 'pm' ? early + 720 : early],
      next: mark.next,
      counted,
      half: mark.half,
    }
  }
  return { options: [early, early + 720], next: oclock, counted }
}

function offsetClock({ options, next, half }: Hour, minutes: number): Found {
  const moved = options.map((option) => (option + minutes + 1440) % 1440)
  return { piece: { k: 'clock', options: moved, ...(half && { half }) }, next }
}
