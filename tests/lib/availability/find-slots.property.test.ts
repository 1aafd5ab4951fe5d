import { expect, it } from 'vitest'
import { findSlots } from '../../../lib/availability/find-slots.ts'
import { randomWeek } from './random-week.ts'
import { referenceSlots } from './reference.ts'

it('agrees with a minute-by-minute calculation on 200 random weeks', () => {
  for (let seed = 1; seed <= 200; seed++) {
    const query = randomWeek(seed)
    expect(findSlots(query), `seed ${seed}`).toEqual(referenceSlots(query))
  }
})
