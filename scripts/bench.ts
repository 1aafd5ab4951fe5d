// npm run bench [-- --quick] [-- --only warm,known]: the service in production mode beside the least any
// handler of its job must do, in one run. Writes docs/bench/results.md and chart.svg; how to read them: docs/bench/README.md.
import { givenOptions } from './given-options.ts'
import type { Figure } from './bench/figures.ts'
import { measureKnown } from './bench/measure/known.ts'
import { measureMemory } from './bench/measure/memory.ts'
import { measureReplay } from './bench/measure/replay.ts'
import { measureSaturation } from './bench/measure/saturation.ts'
import { measureSilent } from './bench/measure/silent.ts'
import { measureStart } from './bench/measure/start.ts'
import { measureWarm, type WarmTimes } from './bench/measure/warm.ts'
import { writeReport } from './bench/report.ts'
import { startWorld } from './bench/world.ts'
import { table } from './table.ts'

const options = {
  quick: { type: 'boolean', default: false },
  only: { type: 'string', default: '' },
} as const
const { values } = givenOptions(
  { options },
  'Usage: npm run bench [-- --quick] [-- --only warm,known]',
)
const amount = (whole: number, quick: number) => (values.quick ? quick : whole)
const only = values.only.split(',').filter(Boolean)
const world = await startWorld()
let times: WarmTimes = { floor: [], service: [] }
const measures: Record<string, () => Promise<Figure[]>> = {
  async warm() {
    const warm = await measureWarm(world, amount(6, 1))
    times = warm.times
    return warm.figures
  },
  known: () => measureKnown(world, amount(4, 1)),
  saturation: () => measureSaturation(world, amount(4000, 2000)),
  start: () => measureStart(world),
  memory: () => measureMemory(world, amount(100_000, 10_000)),
  silent: () => measureSilent(world, amount(5, 3)),
  replay: () => measureReplay(world, amount(10_000, 1000)),
}
const figures: Figure[] = []
try {
  for (const [name, measure] of Object.entries(measures)) {
    if (only.length > 0 && !only.includes(name)) continue
    console.error(`measuring ${name} …`)
    figures.push(...(await measure()))
  }
} finally {
  await world.end()
}
const head = ['what', 'floor', 'service', 'ratio', 'target', '']
const mark = { true: 'met', false: 'MISSED', undefined: '' }
const cells = figures.map(({ name, floor = '', service, ratio = '', target, isMet }) => {
  return [name, floor, service, ratio, target, mark[`${isMet}`]]
})
console.log(table(head, cells))
if (only.length === 0)
  writeReport(figures, times, `npm run bench${values.quick ? ' -- --quick' : ''}`)
