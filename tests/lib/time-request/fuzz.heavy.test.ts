import { describe, expect, it } from 'vitest'
import { read } from '../../../lib/time-request/read.ts'
import { phrases, randomFrom } from '../../../scripts/understand/phrases.ts'
import { contextOf, wednesday } from './support/reading.ts'

const context = contextOf(wednesday)
const outcomes = new Set(['ok', 'clarify', 'past', 'impossible', 'none'])

/** A phrase with letters and words lost, doubled and swapped, as bad lines and bad recognition leave it. */
function garbled(words: string, random: () => number): string {
  const letters = [...words]
  for (let n = Math.floor(random() * 6); n > 0; n--) {
    const at = Math.floor(random() * letters.length)
    const kind = random()
    if (kind < 0.3) letters.splice(at, 1)
    else if (kind < 0.6) letters.splice(at, 0, letters[at] ?? ' ')
    else letters.splice(at, 1, String.fromCharCode(32 + Math.floor(random() * 95)))
  }
  return letters.join('')
}

describe('200,000 phrases', () => {
  it('are all answered', { timeout: 600_000 }, () => {
    const random = randomFrom(11)
    const fresh = phrases(200_000, 7)
    for (let i = 0; i < fresh.length; i++) {
      const one = fresh[i] as string
      const words =
        i % 3 === 0
          ? one
          : i % 3 === 1
            ? garbled(one, random)
            : `${one} ${garbled(fresh[(i * 7) % fresh.length] as string, random)}`
      if (!outcomes.has(read(words, context).outcome)) throw new Error(words)
    }
    expect(fresh).toHaveLength(200_000)
  })

  it.each([
    'at 3 or ',
    'monday or ',
    'next month or ',
    'the next 60 days at 4, ',
    'no wait ',
    'between 1 and ',
    '1 day ',
    'not ',
    'except monday ',
    'a quarter of ',
    '1-',
    '9/9/',
    'half past ',
    'in the ',
    'a week from ',
    'the day after ',
    'oh ',
    "'",
    '.',
    ' ',
    'é',
    '𝔪',
  ])('two thousand characters of "%s" are answered', { timeout: 60_000 }, (piece) => {
    const words = piece.repeat(2000).slice(0, 2000)
    expect(outcomes).toContain(read(words, context).outcome)
    expect(outcomes).toContain(read(`tomorrow at 3 ${words}`, context).outcome)
    expect(outcomes).toContain(read(`${words} next month at 3 or 4`, context).outcome)
  })
})
