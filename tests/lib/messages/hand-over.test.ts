import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { HandOver, HandOvers } from '../../../lib/booking/ports.ts'
import { deadlineIn, type Deadline } from '../../../lib/deadline.ts'
import { handOvers } from '../../../lib/messages/hand-over.ts'
import { deliveryWorld, type DeliveryWorld } from './delivery-world.ts'

const minute = 60_000
const start = Date.parse('2026-11-25T20:00:00Z')
const slot = { start, end: start + 30 * minute }
const later = { start: start + 60 * minute, end: start + 90 * minute }
const customer = { name: 'Ann Lee', phone: '+16045550123', email: 'ann@example.com' }
const wish = { zone: 'America/Vancouver', customer }
let world: DeliveryWorld
let hands: HandOvers

function handOver(change: Partial<HandOver> = {}): HandOver {
  return {
    id: randomUUID(),
    bookingId: 'booking-1',
    clientId: 'broker',
    callId: 'call-1',
    slot,
    wish: { ...wish, leadId: 'lead1' },
    reason: { kind: 'failed', errorType: 'google_api', message: 'google: timeout' },
    ...change,
  }
}
const soon = () => deadlineIn(world.clock, 1_000)
const bodies = () => world.texts().map((text) => text.body.split('\n')[0])
const booking = { id: 'booking-1', clientId: 'broker', requestKey: 'tool-1', slot, wish }

beforeEach(() => {
  world = deliveryWorld()
  world.contacts.set('broker', {
    email: 'broker@example.com',
    businessPhone: '+14165550111',
    zone: 'America/Toronto',
  })
  hands = handOvers({ ...world.parts, outbox: () => world.queue.outbox })
})

describe('recording a hand-over', () => {
  it('keeps message and failure record before it resolves, and sends nothing yet', async () => {
    const asked = handOver()
    expect(await hands.record(asked, soon())).toEqual({ ok: true })
    expect(world.texts()).toEqual([])
    expect(await world.queue.outbox.open(9)).toMatchObject([
      { id: asked.id, state: 'waiting', content: { customerEmail: 'ann@example.com' } },
    ])
    expect(world.queue.pending.list(9)).toMatchObject([
      {
        table: 'failure_logs',
        operation: 'insert',
        clientId: 'broker',
        payload: {
          id: asked.id,
          client_id: 'broker',
          error_type: 'google_api',
          error_message: 'google: timeout',
          request_payload: {
            call_id: 'call-1',
            start: '2026-11-25T20:00:00.000Z',
            wish: { customer },
          },
        },
      },
    ])
  })

  it('twice sends one text and keeps one failure record', async () => {
    const asked = handOver()
    await hands.record(asked, soon())
    await hands.record(asked, soon())
    await world.cycles(minute)
    await hands.record(asked, soon())
    await world.cycles(minute)
    expect(bodies()).toHaveLength(1)
    const inserts = world.queue.pending.list(9).filter((o) => o.operation === 'insert')
    expect(inserts).toHaveLength(1)
  })

  it('resolves the failure record once the text is delivered', async () => {
    const asked = handOver()
    await hands.record(asked, soon())
    await world.deliver()
    expect(world.queue.pending.list(9)).toHaveLength(1)
    await world.cycles(minute)
    expect(world.queue.pending.list(9).at(-1)).toMatchObject({
      operation: 'update',
      payload: { id: asked.id, resolved: true },
    })
  })

  it('resolves the failure record when it is dropped, too', async () => {
    const asked = handOver()
    await hands.record(asked, soon())
    await hands.inCalendar({ ...booking, tell: false }, soon())
    expect(world.queue.pending.list(9).at(-1)).toMatchObject({
      operation: 'update',
      payload: { id: asked.id, resolved: true },
    })
  })

  it('without a failure behind it keeps no failure record', async () => {
    await hands.record(handOver({ reason: { kind: 'booking_disabled' } }), soon())
    expect(world.queue.pending.list(9)).toEqual([])
    await world.deliver()
    expect(bodies()).toHaveLength(1)
  })

  it('tells when there is nobody to reach', async () => {
    const outbox = () => world.queue.outbox
    const lonely = { ...world.parts, outbox, rules: { smsCountries: ['1'] } }
    world.contacts.delete('broker')
    expect(await handOvers(lonely).record(handOver(), soon())).toEqual({
      ok: false,
      reason: 'no_channel',
    })
  })

  it('is fine while the client cannot be read: it is durable, and somebody will hear', async () => {
    world.unreadable = true
    expect(await hands.record(handOver(), soon())).toEqual({ ok: true })
  })

  it('replaces an unsent one of the same booking, and follows one already sent', async () => {
    await hands.record(handOver(), soon())
    await hands.record(handOver({ slot: { start: start + 60 * minute, end: slot.end } }), soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([expect.stringContaining('Wed Nov 25, 4:00 PM Eastern time')])
    await hands.record(handOver(), soon())
    await world.cycles(minute)
    expect(bodies()).toHaveLength(2)
  })

  it('asks the outbox for nothing after the request’s deadline', async () => {
    const asked: number[] = []
    const outbox = ({ at }: Deadline) => {
      asked.push(at)
      return world.queue.outbox
    }
    const deadline = soon()
    await handOvers({ ...world.parts, outbox }).record(handOver(), deadline)
    await handOvers({ ...world.parts, outbox }).inCalendar({ ...booking, tell: true }, deadline)
    expect(asked).toEqual([deadline.at, deadline.at])
  })

  it('of a request newer than the booking’s own outlives the booking’s end', async () => {
    await hands.record(handOver({ requestKey: 'tool-2', insteadOf: 'tool-1' }), soon())
    await hands.record(handOver({ requestKey: 'tool-1', slot: later }), soon())
    await hands.inCalendar({ ...booking, slot: later, tell: false }, soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([expect.stringContaining('Wed Nov 25, 3:00 PM Eastern time')])
  })

  it('is dropped once its booking moved on to a newer request', async () => {
    await hands.record(handOver({ requestKey: 'tool-2', insteadOf: 'tool-1' }), soon())
    await hands.inCalendar({ ...booking, requestKey: 'tool-3', tell: false }, soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([])
  })
})

describe('a booking that is in the calendar after all', () => {
  it('drops what was not sent, and then has nothing to tell', async () => {
    await hands.record(handOver(), soon())
    await hands.inCalendar({ ...booking, tell: false }, soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([])
  })

  it('is told all the same where a kept hand-over may have been sent at once too', async () => {
    const parts = { ...world.parts, outbox: () => world.queue.outbox, sendsAtOnce: true }
    await hands.record(handOver(), soon())
    await handOvers(parts).inCalendar({ ...booking, tell: false }, soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([expect.stringContaining('in your calendar after all: Ann Lee')])
  })

  it('drops every hand-over that was not sent, though another one was', async () => {
    await hands.record(handOver(), soon())
    await world.deliver()
    await hands.record(handOver({ requestKey: 'tool-2', insteadOf: 'tool-1' }), soon())
    await hands.inCalendar({ ...booking, requestKey: 'tool-3', tell: false }, soon())
    await world.cycles(minute)
    expect(bodies()).toEqual([
      expect.stringContaining('Manual booking needed'),
      expect.stringContaining('in your calendar after all'),
    ])
  })

  it('is told once when a hand-over went out before', async () => {
    await hands.record(handOver(), soon())
    await world.deliver()
    await hands.inCalendar({ ...booking, tell: false }, soon())
    await hands.inCalendar({ ...booking, tell: false }, soon())
    await world.cycles(2 * minute)
    expect(bodies()).toEqual([
      expect.stringContaining('Manual booking needed'),
      expect.stringContaining('in your calendar after all: Ann Lee'),
    ])
  })

  it('is told when the caller says so', async () => {
    await hands.inCalendar({ ...booking, tell: true }, soon())
    await world.deliver()
    expect(bodies()).toHaveLength(1)
  })
})
