// The load of a bench, in a process of its own. A job comes over IPC; its times go back. A scheduled job
// sends at fixed instants whether or not answers came back, and counts from those instants, so that a
// service that stalls cannot hide the requests it kept waiting (coordinated omission).
import { checkRequests, rawRequest, startedRequest } from './requests.ts'
import { target, type Target } from './sockets.ts'

/** Where to, and what: checks, bare checks of the floor, or the beginning of a call for each client. */
export type Aim = {
  port: number
  path: string
  what: 'check' | 'started'
  clients?: number
  run?: number
}

/** Aims take turns on one schedule, `rate` a second each; without a rate each of `connections` sends when it can. */
export type Job = {
  aims: Aim[]
  secret: string
  rate?: number
  count: number
  connections?: number
}

/** Per aim: milliseconds of each answered request, failures, and how long it all took. */
export type Outcome = { times: number[]; failed: number; seconds: number }

process.on('message', (job: Job) => {
  void run(job).then((outcomes) => process.send?.(outcomes))
})
process.send?.('ready')

async function run({ aims, secret, rate, count, connections = 16 }: Job): Promise<Outcome[]> {
  const targets = aims.map(({ port }) => target(port))
  const requests = aims.map((aim) => requestsOf(aim, secret))
  const outcomes: Outcome[] = aims.map(() => ({ times: [], failed: 0, seconds: 0 }))
  const begun = performance.now()
  const shoot = async (aim: number, nth: number, due: number) => {
    const list = requests[aim] ?? []
    const ok = await (targets[aim] as Target).send(list[nth % list.length] as Buffer)
    const outcome = outcomes[aim] as Outcome
    if (ok) outcome.times.push(performance.now() - due)
    else outcome.failed += 1
    outcome.seconds = (performance.now() - begun) / 1000
  }
  if (rate !== undefined) await onSchedule(aims.length, { rate, count }, shoot)
  else await atOnce(count, connections, shoot)
  for (const aimed of targets) aimed.end()
  return outcomes
}

type Shoot = (aim: number, nth: number, due: number) => Promise<void>

async function onSchedule(
  aims: number,
  { rate, count }: { rate: number; count: number },
  shoot: Shoot,
) {
  const begun = performance.now()
  const gap = 1000 / (rate * aims)
  const flying: Promise<void>[] = []
  for (let i = 0; i < count * aims; i++) {
    const due = begun + i * gap
    await until(due)
    flying.push(shoot(i % aims, Math.floor(i / aims), due))
  }
  await Promise.all(flying)
}

/** A timer is a millisecond late at best: the last of it is waited out in turns of the event loop. */
async function until(due: number): Promise<void> {
  const wait = due - performance.now() - 1.5
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
  while (performance.now() < due) await new Promise((resolve) => setImmediate(resolve))
}

async function atOnce(count: number, connections: number, shoot: Shoot) {
  let next = 0
  const line = async () => {
    while (next < count) await shoot(0, next++, performance.now())
  }
  await Promise.all(Array.from({ length: connections }, line))
}

function requestsOf({ path, what, clients = 500, run: nth = 0 }: Aim, secret: string): Buffer[] {
  if (what === 'check') return checkRequests(path, secret, clients)
  if (path !== '/call-events') return [rawRequest(path, '{}', secret)]
  return Array.from({ length: clients }, (_, i) => startedRequest(i, nth, secret))
}

process.on('disconnect', () => process.exit())
