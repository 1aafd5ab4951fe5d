import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { deliverMessages } from '../../../lib/messages/deliver.ts'
import type { DeliveryParts } from '../../../lib/messages/delivery.ts'
import { mortalLife } from '../../support/mortal.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

// Random fault histories against what must hold whatever happens. A seed printed by a failure
// reproduces it: fc.assert(…, { seed, path }).

const business = '+14165550111'
const personal = '+14165550122'

/** One thing that happens between two cycles. */
type Event =
  | { do: 'lead' }
  | {
      do: 'fault'
      on: string
      kind: 'lost' | 'late' | 'reset' | 'status'
      status: number
      ms: number
    }
  | { do: 'number'; fate: 'refuses' | 'fails' | 'works' }
  | { do: 'mail'; isDown: boolean }
  | { do: 'supabase'; isDown: boolean }
  /** The process dies at its n-th call of a port, after the effect or before. */
  | { do: 'die'; at: number; after: boolean }

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('lead' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('fault' as const),
      on: fc.constantFrom('messages.create', 'messages.create', 'messages.fetch', 'messages.list'),
      kind: fc.constantFrom('lost' as const, 'late' as const, 'reset' as const, 'status' as const),
      status: fc.constantFrom(429, 500, 503),
      // Within what a request can take to land; beyond two minutes a second text is meant to go out.
      ms: fc.integer({ min: 1_000, max: 80_000 }),
    }),
  },
  fc.record({
    do: fc.constant('number' as const),
    fate: fc.constantFrom('refuses' as const, 'fails' as const, 'works' as const),
  }),
  fc.record({ do: fc.constant('mail' as const), isDown: fc.boolean() }),
  fc.record({ do: fc.constant('supabase' as const), isDown: fc.boolean() }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('die' as const),
      at: fc.integer({ min: 1, max: 25 }),
      after: fc.boolean(),
    }),
  },
)

describe('delivery under random faults', () => {
  it('brings every lead to somebody, to nobody twice, and ends with nothing open', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 3, maxLength: 16 }), async (events) => {
        const world = deliveryWorld()
        world.contacts.set('broker', {
          email: 'broker@example.com',
          businessPhone: business,
          personalPhone: personal,
          zone: 'America/Toronto',
        })
        const leads: string[] = []
        for (const one of events) {
          await happen(world, one, leads)
          await world.cycles(30_000)
        }
        await happen(world, { do: 'mail', isDown: false }, leads)
        await happen(world, { do: 'supabase', isDown: false }, leads)
        world.twilio.control.clear()
        await world.cycles(45 * 60_000)
        expect(await world.queue.outbox.open(99)).toEqual([])
        expect(told(world)).toEqual(expect.arrayContaining(leads))
        // Twice only where it is due: the first number took the text and then failed to deliver it, or
        // nobody could look at what was sent, and two minutes went by.
        const isBlind = events.some((one) => one.do === 'fault' && one.on === 'messages.list')
        if (!isBlind) expect(deliveredTwice(world)).toEqual([])
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

async function happen(world: DeliveryWorld, event: Event, leads: string[]): Promise<void> {
  switch (event.do) {
    case 'lead': {
      const leadId = `lead${leads.length}x`
      leads.push(leadId)
      const slot = { start: world.clock.now(), end: world.clock.now() + 1 }
      await world.queue.outbox.add({
        id: leadId,
        clientId: 'broker',
        content: { kind: 'hand_over', customer: 'Ann', leadId, slot, zone: 'America/Toronto' },
        createdAt: world.clock.now(),
      })
      return
    }
    case 'fault': {
      const { on, kind, status, ms } = event
      world.twilio.control.inject({ on, kind, status, ms })
      return
    }
    case 'number':
      world.twilio.setNumber(business, fates[event.fate])
      return
    case 'mail':
      world.mail.fails = event.isDown ? new VendorFailure('smtp', 'unreachable') : undefined
      return
    case 'supabase':
      world.unreadable = event.isDown
      return
    case 'die':
      await dyingRun(world, event)
      return
    default:
      event satisfies never
  }
}

const fates = {
  refuses: { refuse: 21610 },
  fails: { status: 'undelivered', code: 30003 },
  works: { status: 'delivered' },
} as const

/** A run of a process that dies at its n-th call: from then on nothing it does takes effect. */
async function dyingRun(world: DeliveryWorld, { at, after }: { at: number; after: boolean }) {
  const death = Promise.withResolvers<void>()
  const life = mortalLife(death.resolve)
  life.end({ call: at, after })
  const { outbox, sms, mail, alerts } = world.parts
  const parts: DeliveryParts = {
    ...world.parts,
    outbox: life.dies(outbox),
    alerts: life.dies(alerts),
    ...(sms ? { sms: life.dies(sms) } : {}),
    ...(mail ? { mail: life.dies(mail) } : {}),
  }
  await Promise.race([deliverMessages(parts, deadlineIn(world.clock, 25_000)), death.promise])
}

function leadsIn(text: string): string[] {
  return text.match(/lead\d+x/g) ?? []
}

/** Leads in texts that arrived, and in mails. */
function told(world: DeliveryWorld): string[] {
  const texts = world.twilio.messages().filter((m) => m.status === 'delivered')
  return [...texts.map((m) => m.body), ...world.mail.mails.map((m) => m.text)].flatMap(leadsIn)
}

function deliveredTwice(world: DeliveryWorld): string[] {
  const texts = world.twilio.messages().filter((m) => m.status === 'delivered')
  const all = texts.map((m) => m.body).flatMap(leadsIn)
  return all.filter((lead, i) => all.indexOf(lead) !== i)
}
