// The failure log:
//   npm run failures -- list          what is not resolved, the oldest first
//   npm run failures -- show ID       one failure with what was asked
//   npm run failures -- retry ID      sends the message behind it again
//   npm run failures -- resolve ID    takes it off the list
import { systemClock } from '../lib/clock.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { retryMessages } from '../lib/messages/retry-message.ts'
import { utcText } from '../lib/messages/time-text.ts'
import { failureLogs, type RecordedFailure } from '../lib/store/failure-logs.ts'
import { hostOutbox } from '../lib/store/host-outbox.ts'
import { hostSupabase } from '../lib/store/supabase.ts'
import { existingQueue } from './open-queue.ts'
import { operate } from './operate.ts'
import { table } from './table.ts'

const usage = 'Usage: npm run failures -- list | show ID | retry ID | resolve ID'
const mostRead = 500
const commands: Record<string, (id: string) => Promise<void>> = { list, show, retry, resolve }

const [name = 'list', id = ''] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (!command || (name !== 'list' && !id)) {
  console.error(usage)
  process.exit(2)
}
await operate(() => command(id))

async function list(): Promise<void> {
  const open = await unresolved()
  if (open.length === 0) return console.log('Nothing is unresolved.')
  const head = ['id', 'since', 'client', 'what', 'message', 'tries']
  const rows = open.map((failure) => [
    failure.id,
    utcText(failure.createdAt),
    failure.clientId ?? '',
    failure.errorType,
    failure.message ?? '',
    String(failure.retryCount),
  ])
  console.log(table(head, rows))
}

async function show(id: string): Promise<void> {
  const { payload, createdAt, ...failure } = await one(id)
  console.log(JSON.stringify({ ...failure, since: utcText(createdAt), payload }, null, 2))
}

async function retry(id: string): Promise<void> {
  const queue = existingQueue()
  const retried = await retryMessages(hostOutbox(queue ? { queue } : {}), id, systemClock.now())
  queue?.close()
  if (retried === 0) throw new Error(`No message behind ${id} waits to be sent.`)
  console.log('The message goes out with the next round.')
}

async function resolve(id: string): Promise<void> {
  const done = await logs().update(await one(id), { resolved: true }, deadline())
  if (!done) throw new Error(`${id} has changed meanwhile; look again.`)
  console.log(`${id} is resolved.`)
}

async function one(id: string): Promise<RecordedFailure> {
  const found = (await unresolved()).find((failure) => failure.id === id)
  if (!found) throw new Error(`No unresolved failure has the id ${id}.`)
  return found
}

function unresolved(): Promise<RecordedFailure[]> {
  return logs().open({ limit: mostRead }, deadline())
}

function logs() {
  return failureLogs(hostSupabase({}))
}

function deadline() {
  return deadlineIn(systemClock, 10_000)
}
