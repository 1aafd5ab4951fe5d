// Replays the queue file given into a log file, a line an operation, as slowly as a network would.
import { appendFileSync } from 'node:fs'
import { deadlineIn } from '../../../../lib/deadline.ts'
import { replay } from '../../../../lib/store/replay.ts'
import { openQueue } from '../../../../lib/store/sqlite-queue.ts'
import { shiftedClock } from './shifted-clock.ts'

const [file = '', log = '', ahead = '0', delayMs = '1'] = process.argv.slice(2)
const clock = shiftedClock(Number(ahead))
const queue = openQueue({ file, clock })
const remote = {
  ping: async () => undefined,
  async apply({ clientId, payload }: { clientId?: string; payload: Record<string, unknown> }) {
    appendFileSync(log, `${clientId} ${String(payload['id'])}\n`)
    await new Promise((resolve) => setTimeout(resolve, Number(delayMs)))
    return 'written' as const
  },
}
process.stdout.write('started\n')
const report = await replay(
  { queue, remote, clock, holder: String(process.pid), onConflict: async () => undefined },
  deadlineIn(clock, 60_000),
)
process.stdout.write(`${JSON.stringify(report)}\n`)
queue.close()
