/** Small deterministic random numbers (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const openings = [
  '',
  'um, ',
  'how about ',
  'can we do ',
  'let’s say ',
  'I think ',
  'could he call me ',
  'maybe ',
  'yeah, ',
]
const endings = [
  '',
  ' please',
  ' would be great',
  ' if that works',
  ', thanks',
  ' I guess',
  ' for about half an hour',
]
const weekdays = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
  'wensday',
  'tmrw',
]
const months = ['January', 'March', 'April', 'May', 'June', 'September', 'November', 'Dec']
const parts = ['morning', 'afternoon', 'evening', 'late afternoon', 'lunch time']
const zones = ['', '', '', ' Pacific time', ' Eastern', ' Vancouver time', ', I’m in Calgary']

/** `count` phrases as customers say them, no two runs of a seed differing; nearly all of them different. */
export function phrases(count: number, seed: number): string[] {
  const random = randomFrom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const clock = () => {
    const hour = 1 + Math.floor(random() * 12)
    const minute = Math.floor(random() * 60)
    return pick([
      `${hour}`,
      `${hour}:${String(minute).padStart(2, '0')}`,
      `${hour} pm`,
      `half past ${hour}`,
      `quarter to ${hour}`,
    ])
  }
  const day = () => {
    const date = 1 + Math.floor(random() * 28)
    return pick([
      pick(weekdays),
      `next ${pick(weekdays)}`,
      `${pick(months)} ${date}`,
      `the ${date}th`,
      `the second ${pick(weekdays)} of ${pick(months)}`,
      'tomorrow',
      `${pick(weekdays)} the ${date}th`,
      `in ${date} days`,
    ])
  }
  const wish = (): string =>
    pick([
      () => `${day()} at ${clock()}`,
      () => `${day()} ${pick(parts)}`,
      () => `${day()} between ${clock()} and ${clock()}`,
      () => `${day()} or ${day()} after ${clock()}`,
      () => `any time ${day()} but not before ${clock()}`,
      () => `${day()} at ${clock()}, no wait, ${day()}`,
      () => `I’m busy ${day()}, how about ${day()} at ${clock()}`,
      () => `${clock()} on ${day()}`,
      () => `I have two kids and a 5 year mortgage, so ${day()} at ${clock()}`,
    ])()
  return Array.from(
    { length: count },
    () => `${pick(openings)}${wish()}${pick(zones)}${pick(endings)}`,
  )
}
