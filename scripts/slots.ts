// Free slots.
//   npm run slots -- --client ID --week [--minutes 30]   draws a client's next seven days
//   npm run --silent slots -- --jsonl < cases            one scenario a line in, one answer a line out
import { createInterface } from 'node:readline'
import { findSlots } from '../lib/availability/find-slots.ts'
import { answerLine, queryOf } from './slot-case.ts'
import type { SlotCase } from './slot-case.ts'
import { givenOptions } from './given-options.ts'

const usage = 'Usage: npm run slots -- --client ID --week [--minutes 30] | --jsonl < cases'

const options = {
  jsonl: { type: 'boolean', default: false },
  client: { type: 'string' },
  week: { type: 'boolean', default: false },
  minutes: { type: 'string' },
} as const
const { values } = givenOptions({ options }, usage)

if (values.jsonl) {
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const scenario = JSON.parse(line) as SlotCase
    console.log(JSON.stringify(answerLine(scenario, findSlots(queryOf(scenario)))))
  }
} else if (values.client && values.week && /^[1-9]\d{0,3}$/.test(values.minutes ?? '1')) {
  const { useService } = await import('./running.ts')
  const { clientWeek } = await import('./client-week.ts')
  try {
    useService()
    console.log(
      await clientWeek(values.client, values.minutes ? Number(values.minutes) : undefined),
    )
    process.exit(0)
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
} else {
  console.error(usage)
  process.exitCode = 2
}
