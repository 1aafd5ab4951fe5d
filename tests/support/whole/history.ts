import { book, repeatedAnswer } from '../../../lib/booking/book.ts'
import type { Booking } from '../../../lib/booking/booking.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { retryMessages } from '../../../lib/messages/retry-message.ts'
import type { Asked } from '../booking-judge.ts'
import { broker, pm } from '../booking-world.ts'
import type { Event, History, NumberFate } from './events.ts'
import { judgeWhole } from './judge.ts'
import type { MailServer } from './mails.ts'
import { keptRunning, type Service } from './service.ts'
import { businessPhone, newWorld, personalPhone, type World } from './world.ts'

const fates = {
  refuses: { refuse: 21610 },
  fails: { status: 'undelivered', code: 30003 },
  works: { status: 'delivered' },
} as const satisfies { [Fate in NumberFate]: unknown }

/** Twice the time after which everything that waits has been tried again. */
const mostRounds = 240

/** Lives through a history, lets everything recover, and gives what a model says is wrong with the end. */
export async function liveThrough(history: History, server: MailServer): Promise<string[]> {
  const world = newWorld(history.deployment, server)
  try {
    const wrong: string[] = []
    const asked: Asked[] = []
    const answered: Asked[] = []
    const service = keptRunning(world)
    for (const event of history.events) {
      if (event.do === 'ask') void ask(event, { world, service, asked, answered, wrong })
      else happen(event, world, service)
      await world.clock.advance(event.do === 'pass' ? event.seconds * 1000 : 10)
    }
    await recover(world, service)
    return [...wrong, ...judgeWhole(world, asked, answered)]
  } finally {
    world.close()
  }
}

type Asking = { world: World; service: Service; asked: Asked[]; answered: Asked[]; wrong: string[] }

async function ask(event: Extract<Event, { do: 'ask' }>, asking: Asking): Promise<void> {
  const { world, service, asked, answered, wrong } = asking
  const { clock, calendar } = world
  const process = service.process()
  const { life, deps } = process
  if (life.isOver()) return
  const { call, hour } = event
  const last = asked.findLast((one) => one.call === call)
  const again = event.again ? last : undefined
  const start = again?.start ?? pm(hour)
  const key = again?.key ?? `lead${asked.length}x`
  const one: Asked = { call, key, start, begun: clock.now() }
  asked.push(one)
  const request = {
    client: { ...broker, bookingEnabled: !event.byHand },
    callId: call,
    requestKey: key,
    slot: { start, end: start + 1_800_000 },
    calendars: [broker.calendarId],
    wish: {
      zone: broker.settings.zone,
      customer: { name: 'Jordan Reyes', phone: '+14165550123' },
      leadId: key,
    },
    deadline: deadlineIn(clock, 6000),
  }
  const answer = (await repeatedAnswer(request, deps)) ?? (await book(request, deps))
  if (life.isOver()) return
  Object.assign(one, { answer, ended: clock.now() })
  answered.push(one)
  if (clock.now() - one.begun > 6000) wrong.push(`${key} was answered late`)
  const isThere = calendar.standing().some((e) => e.properties['callId'] === call)
  if (answer.booked && !isThere) wrong.push(`${key} heard booked without an event`)
  if (answer.outcome === 'handed_over') deps.after(async () => void (await process.deliver()))
}

function happen(event: Exclude<Event, { do: 'ask' }>, world: World, service: Service): void {
  const { calendar, texts, mails, supabase, disk } = world
  switch (event.do) {
    case 'google':
      return calendar.strike(event.fault)
    case 'google heals':
      return calendar.heal()
    case 'supabase':
      supabase.state.now = { ...event.state }
      return
    case 'twilio':
      return texts.strike(event.trouble)
    case 'twilio heals':
      return texts.heal()
    case 'number': {
      const number = event.whose === 'business' ? businessPhone : personalPhone
      return texts.twilio.setNumber(number, fates[event.fate])
    }
    case 'mail':
      mails.state.now = event.state
      return
    case 'disk':
      disk.isFull = event.isFull
      return
    case 'die':
      return service.die(event.death, event.downSeconds)
    case 'reload':
      return service.reload()
    case 'pass':
      return
    default:
      event satisfies never
  }
}

/** All is well again: time passes until nothing waits any more, and the operator sees to what was given up. */
async function recover(world: World, service: Service): Promise<void> {
  const { clock, calendar, texts, mails, supabase, disk, queue } = world
  service.spare()
  calendar.heal()
  texts.heal()
  for (const number of [businessPhone, personalPhone]) texts.twilio.setNumber(number, fates.works)
  mails.state.now = { kind: 'works' }
  supabase.state.now = { kind: 'works' }
  disk.isFull = false
  for (let round = 0; round < mostRounds; round++) {
    await clock.advance(30_000)
    if (round < 10) continue
    const open = await queue.outbox.open(99)
    for (const { id, state } of open) {
      if (state === 'failed') await retryMessages(queue.outbox, id, clock.now())
    }
    if (open.length === 0 && isAtRest(world)) return
  }
}

function isAtRest({ queue, supabase }: World): boolean {
  const isOpen = ({ state }: Booking) => ['claimed', 'inserting', 'unknown'].includes(state)
  const isWatching = queue.note('supabase_outage') !== undefined
  return queue.size().pending === 0 && !isWatching && !supabase.store.rows().some(isOpen)
}
