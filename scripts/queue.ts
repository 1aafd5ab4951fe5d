// What waits in the local queue, since when and why:
//   npm run queue                  shows it
//   npm run queue -- retry NUMBER  puts a write that was set aside back in line
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import type { OutboxMessage } from '../lib/messages/outbox.ts'
import { utcText } from '../lib/messages/time-text.ts'
import type { Queue, QueuedOperation } from '../lib/store/queue.ts'
import { existingQueueOrEnd } from './open-queue.ts'
import { table } from './table.ts'

const mostShown = 200

const [command = 'show', id = ''] = process.argv.slice(2)
const queue = existingQueueOrEnd()
if (!queue) {
  console.log(`No queue in ${config().DATA_DIR}: the service has not run there.`)
} else if (command === 'show') {
  await show(queue)
} else if (command === 'retry' && /^\d+$/.test(id)) {
  queue.pending.retry(Number(id))
  console.log(`Write ${id} is back in line; the next round brings it to Supabase.`)
} else {
  console.error('Usage: npm run queue [-- retry NUMBER]')
  process.exitCode = 2
}
queue?.close()

async function show({ pending, outbox, ...queue }: Queue): Promise<void> {
  const { pending: writes, poisoned, messages, oldest, bytes, limitBytes } = queue.size()
  const since = oldest === undefined ? '' : `, the oldest since ${utcText(oldest)}`
  console.log(`${writes} writes wait for Supabase${since}; ${poisoned} were set aside.`)
  console.log(`${messages} messages are not at their end.`)
  console.log(`${percent(bytes / limitBytes)} of the room for waiting writes is used.\n`)
  const operations = pending.list(mostShown)
  if (operations.length > 0) {
    const head = ['no.', 'since', 'client', 'write', 'tries', 'set aside because']
    console.log(table(head, operations.map(operationRow)))
  }
  const open = await outbox.open(mostShown)
  if (open.length > 0) {
    const head = [
      'message',
      'since',
      'client',
      'says',
      'stands',
      'tries',
      'next look',
      'refused by',
    ]
    console.log(table(head, open.map(messageRow)))
  }
}

function operationRow(operation: QueuedOperation): string[] {
  const { id, queuedAt, clientId = '', attempts, poisoned = '' } = operation
  const write = `${operation.operation} ${operation.table}`
  return [String(id), utcText(queuedAt), clientId, write, String(attempts), poisoned]
}

function messageRow(message: OutboxMessage): string[] {
  const { id, createdAt, clientId = '', content, state, attempts, nextTry, refused } = message
  const wait = Math.max(0, Math.ceil((nextTry - systemClock.now()) / 1_000))
  return [
    id,
    utcText(createdAt),
    clientId,
    content.kind,
    state,
    String(attempts),
    state === 'failed' ? 'never' : `in ${wait} s`,
    refused.map(({ role, code }) => `${role} (${code})`).join(', '),
  ]
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
