import { beforeEach, describe, expect, it } from 'vitest'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import type { Fault } from '../../../lib/local/control.ts'
import type { HandOverContent } from '../../../lib/messages/content.ts'
import { deliverMessages } from '../../../lib/messages/deliver.ts'
import type { OutboxMessage } from '../../../lib/messages/outbox.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

const business = '+14165550111'
const personal = '+14165550122'
const minute = 60_000
let world: DeliveryWorld

const content = (leadId: string): HandOverContent => ({
  kind: 'hand_over',
  customer: 'Ann Lee',
  customerPhone: '+14165550123',
  leadId,
  slot: { start: Date.parse('2026-11-25T20:00:00Z'), end: Date.parse('2026-11-25T20:30:00Z') },
  zone: 'America/Toronto',
})
const add = (leadId: string, clientId = 'broker') =>
  world.queue.outbox.add({
    id: leadId,
    clientId,
    content: content(leadId),
    createdAt: world.clock.now(),
  })
const fault = (f: Partial<Fault> & Pick<Fault, 'kind'>) =>
  world.twilio.control.inject({ on: 'messages.create', ...f })
const open = () => world.queue.outbox.open(99)
const leadsTexted = (to: string) =>
  world
    .texts()
    .filter((text) => text.to === to)
    .flatMap((text) => text.body.match(/lead\d+/g) ?? [])

beforeEach(() => {
  world = deliveryWorld()
  world.contacts.set('broker', {
    email: 'broker@example.com',
    businessPhone: business,
    personalPhone: personal,
    zone: 'America/Toronto',
  })
})

describe('a hand-over', () => {
  it('goes to the business phone in the owner’s words and is done once delivered', async () => {
    await add('lead1')
    await world.deliver()
    expect(world.texts()).toEqual([
      {
        to: business,
        body: 'Manual booking needed: Ann Lee requested Wed Nov 25, 3:00 PM Eastern time\nPhone: +14165550123 | Lead ID: lead1',
      },
    ])
    expect(await open()).toMatchObject([{ state: 'sent' }])
    await world.cycles(minute)
    expect(await open()).toEqual([])
    expect(world.texts()).toHaveLength(1)
  })

  it('added again under its id goes out once', async () => {
    await add('lead1')
    await add('lead1')
    await world.cycles(minute)
    await add('lead1')
    await world.cycles(minute)
    expect(world.texts()).toHaveLength(1)
  })

  it('reaches a number written as people write it', async () => {
    world.contacts.set('broker', {
      email: 'b@example.com',
      businessPhone: '(416) 555-0111',
      zone: 'UTC',
    })
    await add('lead1')
    await world.deliver()
    expect(world.texts()).toMatchObject([{ to: business }])
  })

  it.each([
    ['refused at once', { refuse: 21610 }],
    ['lost on the way', { status: 'undelivered' as const, code: 30003 }],
    ['filtered for our own registration', { status: 'undelivered' as const, code: 30034 }],
  ])('%s goes to the personal phone, and the operator hears of it once', async (_, fate) => {
    world.twilio.setNumber(business, fate)
    await add('lead1')
    await add('lead2')
    await world.cycles(2 * minute)
    expect(leadsTexted(personal)).toEqual(['lead1', 'lead2'])
    expect(world.mail.mails.map((m) => m.to)).toEqual(['admin@example.com'])
    expect(await open()).toEqual([])
  })

  it('without a phone that works goes to the client’s e-mail', async () => {
    world.twilio.setNumber(business, { refuse: 21211 })
    world.twilio.setNumber(personal, { refuse: 21614 })
    await add('lead1')
    await world.cycles(minute)
    expect(world.mail.mails.filter((m) => m.to === 'broker@example.com')).toMatchObject([
      { subject: expect.stringContaining('Manual booking needed: Ann Lee') as string },
    ])
  })

  it('that reaches no contact of the client comes to the operator, naming the client', async () => {
    world.contacts.delete('broker')
    await add('lead1')
    await world.cycles(minute)
    expect(world.mail.mails).toMatchObject([{ to: 'admin@example.com' }])
    expect(world.mail.mails[0]?.text).toMatch(/Lead ID: lead1\nClient: .*broker$/)
  })

  it('stays with the operator’s list when nobody is left to tell', async () => {
    world.contacts.delete('broker')
    world.mail.fails = new VendorFailure('smtp', 'refused', { code: '550' })
    await add('lead1')
    await world.cycles(minute)
    expect(await open()).toMatchObject([{ id: 'lead1', state: 'failed' }])
    expect(world.failures.map((f) => f.message)).toContain('no destination is left')
  })

  it('is not texted to a country that is not allowed', async () => {
    world.contacts.set('broker', {
      email: 'b@example.com',
      businessPhone: '+4915112345678',
      zone: 'UTC',
    })
    await add('lead1')
    await world.cycles(minute)
    expect(world.texts()).toEqual([])
    expect(world.mail.mails.map((m) => m.to)).toContain('b@example.com')
  })

  it('waits for a client that cannot be read, and after five minutes comes to the operator', async () => {
    world.unreadable = true
    await add('lead1')
    await world.cycles(4 * minute)
    expect(world.mail.mails.map((m) => m.subject)).toEqual([
      expect.stringContaining('cannot be read'),
    ])
    await world.cycles(2 * minute)
    expect(world.mail.mails.at(-1)?.text).toContain('Lead ID: lead1')
  })

  it('keeps waiting for an unreadable client where there is no operator to tell', async () => {
    world.parts.rules = { smsCountries: ['1'] }
    world.unreadable = true
    await add('lead1')
    await world.cycles(20 * minute)
    world.unreadable = false
    await world.cycles(minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('of a client whose row cannot be understood holds up nobody else', async () => {
    const { contact } = world.parts
    world.parts.contact = async (clientId, deadline) => {
      if (clientId === 'odd') throw new TypeError('unreadable settings')
      return contact(clientId, deadline)
    }
    await add('lead1', 'odd')
    await add('lead2')
    await expect(world.deliver()).rejects.toThrow('unreadable settings')
    expect(leadsTexted(business)).toEqual(['lead2'])
    await world.clock.advance(6 * minute)
    await expect(world.deliver()).rejects.toThrow('unreadable settings')
    expect(world.mail.mails.at(-1)?.text).toContain('Lead ID: lead1')
  })

  it('that cannot be put into words holds up nobody else', async () => {
    await world.queue.outbox.add({
      id: 'lead1',
      clientId: 'broker',
      content: { ...content('lead1'), zone: 'Nowhere/Land' },
      createdAt: world.clock.now(),
    })
    await world.clock.advance(1)
    await add('lead2')
    await expect(world.deliver()).rejects.toThrow('Nowhere/Land')
    expect(leadsTexted(business)).toEqual(['lead2'])
    expect(await open()).toMatchObject([{ id: 'lead1' }, { id: 'lead2', state: 'sent' }])
  })

  it('reaches the client when they can be read again in time', async () => {
    world.unreadable = true
    await add('lead1')
    await world.cycles(2 * minute)
    world.unreadable = false
    await world.cycles(minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })
})

describe('an answer that never came', () => {
  it('is looked up in Twilio’s list before anything is sent again', async () => {
    fault({ kind: 'lost' })
    await add('lead1')
    await world.deliver()
    expect(await open()).toMatchObject([{ state: 'sending' }])
    await world.cycles(10 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
    expect(await open()).toEqual([])
  })

  it('of a text that lands late is found there too', async () => {
    fault({ kind: 'late', ms: 90_000 })
    await add('lead1')
    await world.cycles(10 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('of a text that never arrived is repeated after two minutes, not before', async () => {
    fault({ kind: 'reset' })
    await add('lead1')
    await world.cycles(1.5 * minute)
    expect(world.texts()).toEqual([])
    await world.cycles(2 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('is repeated after two minutes also when the list cannot be had', async () => {
    fault({ kind: 'lost' })
    world.twilio.control.inject({ on: 'messages.list', kind: 'status', status: 503, times: 0 })
    await add('lead1')
    await world.cycles(1.5 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
    await world.cycles(2 * minute)
    expect(leadsTexted(business)).toEqual(['lead1', 'lead1'])
    expect(await open()).toEqual([])
  })

  it('is not taken for found in another message of the same words', async () => {
    await add('lead1')
    await world.deliver()
    await world.queue.outbox.add({
      id: 'again',
      clientId: 'broker',
      content: content('lead1'),
      createdAt: world.clock.now(),
    })
    fault({ kind: 'reset' })
    await world.cycles(10 * minute)
    expect(leadsTexted(business)).toEqual(['lead1', 'lead1'])
  })

  it('still is looked up after a repeat that certainly sent nothing', async () => {
    fault({ kind: 'late', ms: 200_000 })
    await add('lead1')
    await world.deliver()
    fault({ kind: 'status', status: 429, times: 8 })
    await world.cycles(10 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('of a process that died while sending is settled by the next', async () => {
    await add('lead1')
    const dies = async () => {
      throw new Error('killed')
    }
    const dying = { ...world.parts, sms: { ...world.parts.sms!, send: dies } }
    await expect(deliverMessages(dying, deadlineIn(world.clock, 25_000))).rejects.toThrow('killed')
    await world.cycles(5 * minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })
})

describe('failures in passing', () => {
  it('are repeated at growing intervals, and Retry-After is honoured', async () => {
    fault({ kind: 'status', status: 429, retryAfter: 200 })
    await add('lead1')
    await world.cycles(3 * minute)
    expect(world.texts()).toEqual([])
    await world.cycles(minute)
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('hold up no other message where the failure log cannot be written', async () => {
    world.parts.recordFailure = async () => {
      throw new VendorFailure('supabase', 'unreachable')
    }
    world.twilio.setNumber(business, { refuse: 21610 })
    await add('lead1')
    await add('lead2')
    await expect(world.deliver()).rejects.toThrow('supabase: unreachable')
    expect(leadsTexted(personal)).toEqual(['lead1', 'lead2'])
  })

  it('leave one failure record, however often they are repeated', async () => {
    fault({ kind: 'status', status: 429, times: 4 })
    await add('lead1')
    await world.cycles(20 * minute)
    expect(world.failures).toMatchObject([{ errorType: 'twilio', clientId: 'broker' }])
    expect(leadsTexted(business)).toEqual(['lead1'])
  })

  it('are resolved in the failure log once the message arrived', async () => {
    fault({ kind: 'status', status: 429, times: 2 })
    await add('lead1')
    await world.cycles(20 * minute)
    const [failure] = world.failures
    expect(world.queue.pending.list(9)).toMatchObject([
      { operation: 'update', payload: { id: failure?.id, resolved: true } },
    ])
  })

  it('of the mail server keep an alert until it can go out', async () => {
    world.mail.fails = new VendorFailure('smtp', 'unreachable')
    await world.parts.alerts.raise('supabase', {
      kind: 'supabase_down',
      since: world.clock.now(),
      waiting: 0,
    })
    await world.cycles(5 * minute)
    world.mail.fails = undefined
    await world.cycles(10 * minute)
    expect(world.mail.mails).toHaveLength(1)
  })

  it('of our own password at the mail server are waited for', async () => {
    world.contacts.set('broker', { email: 'broker@example.com', zone: 'UTC' })
    world.mail.fails = new VendorFailure('smtp', 'unauthorized', { code: 'EAUTH' })
    await add('lead1')
    await world.cycles(10 * minute)
    world.mail.fails = undefined
    await world.cycles(10 * minute)
    expect(world.mail.mails.map((m) => m.to)).toEqual(['broker@example.com'])
  })

  it('of our account send hand-overs by e-mail, and alert once until texts work again', async () => {
    fault({ kind: 'status', status: 401, reason: '20003', times: 4 })
    await add('lead1')
    await add('lead2')
    await world.cycles(minute)
    const subjects = world.mail.mails.map((m) => `${m.to} ${m.subject.slice(0, 22)}`)
    expect(subjects.sort()).toEqual([
      'admin@example.com Twilio rejects our acc',
      'broker@example.com Manual booking needed:',
      'broker@example.com Manual booking needed:',
    ])
  })
})

describe('too many hand-overs at once', () => {
  it('become a digest, and none is dropped', async () => {
    const leads = Array.from({ length: 35 }, (_, i) => `lead${i}`)
    for (const lead of leads) await add(lead)
    await world.cycles(minute)
    const texts = world.texts()
    expect(texts.length).toBeLessThanOrEqual(10)
    expect(texts[0]?.body).toContain('Manual bookings needed: 10')
    expect(leadsTexted(business).sort()).toEqual(leads.sort())
    expect(await open()).toEqual([])
  })

  it('beyond the cap wait together and go out as one', async () => {
    for (let i = 0; i < 10; i++) {
      await add(`lead${i}`)
      await world.deliver()
    }
    for (let i = 10; i < 15; i++) await add(`lead${i}`)
    await world.cycles(5 * minute)
    expect(world.texts()).toHaveLength(10)
    await world.cycles(6 * minute)
    expect(world.texts()).toHaveLength(11)
    expect(world.texts().at(-1)?.body).toContain('Manual bookings needed: 5')
  })

  it('to one client leave other clients’ texts alone', async () => {
    world.contacts.set('other', {
      email: 'o@example.com',
      businessPhone: '+14165550999',
      zone: 'UTC',
    })
    for (let i = 0; i < 12; i++) await add(`lead${i}`)
    await add('lead99', 'other')
    await world.deliver()
    expect(leadsTexted('+14165550999')).toEqual(['lead99'])
  })
})

describe('two processes at one outbox', () => {
  it('send every text once', async () => {
    for (let i = 0; i < 8; i++) await add(`lead${i}`)
    await Promise.all([world.deliver(), world.deliver()])
    await world.cycles(5 * minute)
    expect(leadsTexted(business).sort()).toEqual(Array.from({ length: 8 }, (_, i) => `lead${i}`))
  })

  it('a message dropped while it is being prepared is not sent', async () => {
    await add('lead1')
    const contact = world.parts.contact
    world.parts.contact = async (clientId, deadline) => {
      const [message] = (await open()) as [OutboxMessage]
      await world.queue.outbox.save({ ...message, state: 'dropped' })
      return contact(clientId, deadline)
    }
    await world.cycles(minute)
    expect(world.texts()).toEqual([])
  })
})
