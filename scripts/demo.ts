// Plays two phone calls against the running local service and shows what became of them:
// check, hear it, book it, check again and see it taken, take an alternative.
// With --consent the broker first gives the service access to their calendar anew.
import { config } from '../lib/config.ts'
import { demoClientId } from '../lib/local/demo-client.ts'
import { consentAnew } from './demo-consent.ts'
import { didNotAnswer } from './did-not-answer.ts'
import { post, retellShaped } from './retell-shaped.ts'
import { runningLocal, type RunningLocal } from './running.ts'
import { table } from './table.ts'

type Answer = Record<string, unknown> & {
  message?: string
  outcome?: string
  reason?: string
  available?: boolean
  start?: string
  slot_token?: string | null
  alternatives?: { start: string; spoken: string; slot_token: string }[]
}
type Event = { id: string; summary?: string; status?: string; start?: { dateTime?: string } }
type Message = { to: string; status: string; body: string }

const local = running()
const failures: string[] = []

const first = { callId: `call_demo_${Date.now()}_1`, customerPhone: '+14165550142' }
// Of the same zone: what was said to the first customer must mean the same time from the second.
const second = { callId: `call_demo_${Date.now()}_2`, customerPhone: '+16135550177' }

if (process.argv.includes('--consent')) {
  heading('The broker connects their calendar anew')
  for (const { step, isSo } of await reached(local.url, consentAnew(local))) {
    console.log(`  ${step}`)
    expect(step, isSo)
  }
  console.log('')
}

heading('First call')
const offered = await ask('check-availability', first, {
  requested_time_string: 'any time in the next three days',
})
const [offer] = offered.alternatives ?? []
expect('times are offered', offered.available === true && offer !== undefined)
const booked = await ask('book', first, {
  slot_token: offer?.slot_token,
  customer_name: 'Jordan Reyes',
})
expect('the first is booked', booked.outcome === 'booked' && booked.start === offer?.start)

heading('Second call')
const taken = await ask('check-availability', second, { requested_time_string: offer?.spoken })
expect('the same time is taken now', taken.available === false && taken.reason === 'busy')
const [alternative] = taken.alternatives ?? []
const instead = await ask('book', second, {
  slot_token: alternative?.slot_token,
  customer_name: 'Mina Park',
})
expect(
  'an alternative is booked',
  instead.outcome === 'booked' && instead.start === alternative?.start,
)

heading('The broker’s calendar')
const events = await read<Event[]>(`${local.google}/local/events`)
const ours = [booked.start, instead.start].map((start) => Date.parse(start ?? ''))
const at = (event: Event) => Date.parse(event.start?.dateTime ?? '')
const near = events
  .filter((event) => event.status !== 'cancelled' && at(event) >= Date.now() - 86_400_000)
  .filter((event) => at(event) <= Math.max(...ours) + 86_400_000)
  .sort((a, b) => at(a) - at(b))
console.log(
  table(
    ['when', 'what', ''],
    near.map((event) => [
      String(event.start?.dateTime),
      event.summary ?? '',
      ours.includes(at(event)) ? '← booked by phone' : '',
    ]),
  ),
)
for (const start of ours) {
  expect(
    'each booking is in the calendar once',
    events.filter((event) => at(event) === start && event.status !== 'cancelled').length === 1,
  )
}

heading('Text messages to the broker')
const messages = await read<Message[]>(`${local.twilio}/local/messages`)
console.log(
  messages.length === 0
    ? '  none: nothing had to be booked by hand\n'
    : table(
        ['to', 'state', 'text'],
        messages.map(({ to, status, body }) => [to, status, body.replaceAll('\n', ' / ')]),
      ),
)

if (failures.length > 0) {
  console.error(`Not as it should be: ${failures.join('; ')}`)
  process.exit(1)
}
console.log('Every step was right.')

async function ask(
  tool: string,
  call: { callId: string; customerPhone: string },
  args: object,
): Promise<Answer> {
  const body = retellShaped(tool.replace('-', '_'), args, { clientId: demoClientId, ...call })
  const url = `${local.url}/${tool}`
  const { status, answer, ms } = await reached(
    url,
    post(url, body, config().RETELL_WEBHOOK_SECRET[0]),
  )
  const said =
    'requested_time_string' in args
      ? `“${String(args.requested_time_string)}”`
      : 'the time just offered'
  console.log(
    `  ${tool}: ${said}\n    → “${String(answer['message'] ?? answer['detail'])}” (${ms.toFixed(0)} ms)\n`,
  )
  expect(`${tool} answers 200`, status === 200)
  return answer
}

async function read<T>(url: string): Promise<T> {
  const response = await reached(url, fetch(url, { signal: AbortSignal.timeout(10_000) }))
  return (await response.json()) as T
}

/** What was asked for; where nobody answers, the demo ends with a sentence. */
function reached<T>(url: string, asking: Promise<T>): Promise<T> {
  return asking.catch((error: unknown) => {
    console.error(didNotAnswer(url, error))
    process.exit(1)
  })
}

function expect(what: string, isSo: boolean): void {
  if (!isSo) failures.push(`${what}: no`)
}

function heading(text: string): void {
  console.log(`${text}\n`)
}

function running(): RunningLocal {
  try {
    return runningLocal()
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}
