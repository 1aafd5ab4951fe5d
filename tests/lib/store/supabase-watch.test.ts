import { describe, expect, it } from 'vitest'
import { watchStep, type Outage } from '../../../lib/store/supabase-watch.ts'

/** Runs checks given as [second, up] and returns the alerts with their second. */
function alerts(checks: [number, boolean][]): string[] {
  let outage: Outage | undefined
  const said: string[] = []
  for (const [second, isUp] of checks) {
    const step = watchStep(outage, isUp, second * 1_000)
    outage = step.outage
    if (step.alert) said.push(`${second} ${step.alert.kind}`)
  }
  return said
}
const every30 = (from: number, to: number, isUp: boolean): [number, boolean][] =>
  Array.from({ length: (to - from) / 30 + 1 }, (_, i) => [from + 30 * i, isUp])

describe('the watch over Supabase', () => {
  it('says nothing of an outage of 299 seconds', () => {
    expect(alerts([...every30(0, 270, false), [299, false], ...every30(300, 900, true)])).toEqual(
      [],
    )
  })

  it('alerts once after five minutes, and once when it is steadily back', () => {
    expect(alerts([...every30(0, 3_600, false), ...every30(3_630, 7_200, true)])).toEqual([
      '300 supabase_down',
      '3690 supabase_recovered',
    ])
  })

  it('takes flapping for one episode', () => {
    const flapping = every30(360, 1_800, true).map(([second], i): [number, boolean] => [
      second,
      i % 2 === 0,
    ])
    expect(
      alerts([...every30(0, 330, false), ...flapping, ...every30(1_830, 2_400, true)]),
    ).toEqual(['300 supabase_down', '1860 supabase_recovered'])
  })

  it('alerts again in the next outage', () => {
    const once = [...every30(0, 330, false), ...every30(360, 450, true)]
    const again = [...every30(480, 810, false)]
    expect(alerts([...once, ...again])).toEqual([
      '300 supabase_down',
      '420 supabase_recovered',
      '780 supabase_down',
    ])
  })
})
