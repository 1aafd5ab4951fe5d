import { expect, it } from 'vitest'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { randomWeek } from './random-week.ts'
import { referenceSlots } from './reference.ts'

it('agrees with a minute-by-minute calculation on 100 random weeks', { timeout: 60_000 }, () => {
  for (let seed = 1; seed <= 100; seed++) {
    const query = randomWeek(seed)
    expect(findSlots(query), `seed ${seed}`).toEqual(referenceSlots(query))
  }
})
