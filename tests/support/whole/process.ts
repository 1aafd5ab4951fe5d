import { randomUUID } from 'node:crypto'
import { localFirstClaims } from '../../../lib/booking/local-first-claims.ts'
import type { BookDeps } from '../../../lib/booking/request.ts'
import { settleDue } from '../../../lib/booking/settle.ts'
import { deadlineIn, type Deadline } from '../../../lib/deadline.ts'
import { outboxAlerts, type Episodes } from '../../../lib/messages/alerts.ts'
import { deliverMessages } from '../../../lib/messages/deliver.ts'
import type { DeliveryParts } from '../../../lib/messages/delivery.ts'
import { directHandOvers } from '../../../lib/messages/direct-hand-over.ts'
import { handOvers } from '../../../lib/messages/hand-over.ts'
import type { Outbox } from '../../../lib/messages/outbox.ts'
import { supabaseDoor } from '../../../lib/store/door.ts'
import { failureOperation } from '../../../lib/store/failure-operation.ts'
import { queueRound } from '../../../lib/store/queue-round.ts'
import { mortalLife, type Life } from '../mortal.ts'
import { processCalendar } from './google.ts'
import type { Line } from './supabase.ts'
import type { World } from './world.ts'

/** One process of the service, put together as production does it. */
export type Process = {
  life: Life
  deps: BookDeps
  /** Sends what waits, as it is done behind an answer. */
  deliver(): Promise<unknown>
  /** Rounds of the cycle every 30 s from now on, until it is told to stop or dies. */
  runCycles(): void
  stopCycles(): void
}

const everyMs = 30_000

/** Starts a process in the world; `over` is called when it dies. */
export function startProcess(world: World, over: () => void): Process {
  const { clock, deployment } = world
  const life = mortalLife(over)
  const isLocal = deployment === 'this process first'
  const line = world.supabase.line()
  const delivery = deliveryOf(world, life, isLocal ? undefined : line)
  const alerted = { memory: world.calendar, life, clock, alerts: delivery.alerts }
  const recorded = handOvers({
    ...delivery,
    sendsAtOnce: !isLocal,
    outbox: (deadline) =>
      isLocal ? delivery.outbox : life.dies(line.through(world.outbox, deadline)),
  })
  const own = isLocal ? withQueue(world, life, line) : withoutQueue(world, life, line)
  const note = () => undefined
  const behind = (work: () => Promise<unknown>) => void work().catch(note)
  const deps: BookDeps = {
    claims: own.claims,
    calendar: processCalendar(alerted),
    handOvers: isLocal
      ? recorded
      : directHandOvers({
          ...delivery,
          handOvers: recorded,
          sms: life.dies(world.texts.sms(true)),
          mail: life.dies(world.mails.mail(true)),
        }),
    clock,
    sealOffer: ({ start }) => `token for ${start}`,
    newId: randomUUID,
    after: behind,
    note,
  }
  const cycle = async (deadline: Deadline) => {
    await own.round(delivery, deadline).catch(note)
    await settleDue(deps, deadline).catch(note)
    await deliverMessages({ ...delivery, recordFailure: own.recordFailure }, deadline).catch(note)
  }
  let isStopped = false
  const runCycles = () =>
    void clock.timer(everyMs, () => {
      if (isStopped || life.isOver()) return
      void cycle(deadlineIn(clock, everyMs)).then(runCycles)
    })
  const deliver = () =>
    deliverMessages({ ...delivery, recordFailure: own.recordFailure }, deadlineIn(clock, 10_000))
  return { life, deps, deliver, runCycles, stopCycles: () => void (isStopped = true) }
}

/** What a process that has a queue of its own does otherwise than one that has none. */
type Own = Pick<BookDeps, 'claims'> &
  Pick<DeliveryParts, 'recordFailure'> & {
    round(delivery: Omit<DeliveryParts, 'recordFailure'>, deadline: Deadline): Promise<unknown>
  }

function withQueue({ clock, queue }: World, life: Life, line: Line): Own {
  const remote = life.dies(line.remote)
  const pending = life.diesAtOnce(queue.pending)
  const door = supabaseDoor({ remote, queue: { pending }, clock })
  const mine = { ...life.diesAtOnce(queue), pending, outbox: life.dies(queue.outbox) }
  const holder = randomUUID()
  return {
    claims: localFirstClaims({
      local: life.dies(queue.claims),
      shared: life.dies(line.claims),
      door,
      clock,
    }),
    recordFailure: async (failure) =>
      void (await door.write(failureOperation(failure), deadlineIn(clock, 5000))),
    round: ({ alerts, outbox }, deadline) =>
      queueRound({ queue: { ...mine, outbox }, remote, alerts, clock, holder }, deadline),
  }
}

function withoutQueue({ clock }: World, life: Life, line: Line): Own {
  const door = supabaseDoor({ remote: life.dies(line.remote), clock })
  return {
    claims: life.dies(line.claims),
    recordFailure: async (failure) =>
      void (await door.write(failureOperation(failure), deadlineIn(clock, 5000))),
    round: async () => undefined,
  }
}

function deliveryOf(
  world: World,
  life: Life,
  line: Line | undefined,
): Omit<DeliveryParts, 'recordFailure'> {
  const { clock, rules, caps } = world
  /** Beside the process, and the client in the mirror there; or over in Supabase. */
  const stored = <Port extends object>(port: Port) => life.dies(line ? line.through(port) : port)
  const outbox = stored<Outbox>(world.outbox)
  const episodes = stored<Episodes>(world.episodes)
  return {
    outbox,
    sms: life.dies(world.texts.sms(false)),
    mail: life.dies(world.mails.mail(false)),
    contact: stored(world.contacts).of,
    rules,
    caps,
    clock,
    alerts: outboxAlerts({ outbox, episodes, rules, clock }),
  }
}
