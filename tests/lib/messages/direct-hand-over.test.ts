import { describe, expect, it } from 'vitest'
import type { HandOver, HandOvers } from '../../../lib/booking/ports.ts'
import { systemClock } from '../../../lib/clock.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { directHandOvers, type DirectParts } from '../../../lib/messages/direct-hand-over.ts'

const clientId = '11111111-1111-4111-8111-111111111111'
const handOver: HandOver = {
  id: '22222222-2222-4222-8222-222222222222',
  clientId,
  wish: {
    zone: 'America/Toronto',
    customer: { name: 'Jordan', phone: '+14165550142' },
    words: 'tomorrow at 3',
  },
  reason: { kind: 'failed', errorType: 'supabase', message: 'client unreadable' },
}
const down = () => Promise.reject(new VendorFailure('supabase', 'unreachable'))
const recordingFails: HandOvers = { record: down, inCalendar: down }

function world(change: Partial<DirectParts> = {}, fails: Record<string, VendorFailure> = {}) {
  const sent: { to: string; body: string }[] = []
  const refuse = (to: string) => {
    const failure = fails[to]
    if (failure) throw failure
  }
  const parts: DirectParts = {
    handOvers: recordingFails,
    contact: async () => ({
      email: 'broker@example.com',
      businessPhone: '+14165550123',
      zone: 'America/Toronto',
    }),
    rules: { adminPhone: '+14165550199', adminEmail: 'admin@example.com', smsCountries: ['1'] },
    sms: {
      async send({ to, body }) {
        refuse(to)
        sent.push({ to, body })
        return { id: 'SM1', state: 'sent' }
      },
      status: async (id) => ({ id, state: 'sent' }),
      sentTo: async () => [],
    },
    mail: {
      async send({ to, text }) {
        refuse(to)
        sent.push({ to, body: text })
      },
    },
    ...change,
  }
  const record = () => directHandOvers(parts).record(handOver, deadlineIn(systemClock, 5000))
  return { sent, record }
}

describe('a hand-over that cannot be recorded', () => {
  it('goes to the broker at once', async () => {
    const { sent, record } = world()
    expect(await record()).toEqual({ ok: true })
    expect(sent).toEqual([
      {
        to: '+14165550123',
        body: 'Manual booking needed: Jordan requested "tomorrow at 3"\nPhone: +14165550142 | Lead ID: none',
      },
    ])
  })

  it('goes to the operator, naming the client, when the broker cannot be read', async () => {
    const { sent, record } = world({ contact: down })
    expect(await record()).toEqual({ ok: true })
    expect(sent).toMatchObject([
      { to: '+14165550199', body: expect.stringContaining(`Client: ${clientId}`) },
    ])
  })

  it('goes to the next destination when one is refused', async () => {
    const { sent, record } = world(
      {},
      { '+14165550123': new VendorFailure('twilio', 'refused', { code: '21610' }) },
    )
    expect(await record()).toEqual({ ok: true })
    expect(sent.map(({ to }) => to)).toEqual(['broker@example.com'])
  })

  it('goes to the next destination too when nobody knows whether it went out', async () => {
    const { sent, record } = world(
      {},
      { '+14165550123': new VendorFailure('twilio', 'unreachable') },
    )
    expect(await record()).toEqual({ ok: true })
    expect(sent.map(({ to }) => to)).toEqual(['broker@example.com'])
  })

  it('is never called told when no send was answered', async () => {
    const lost = new VendorFailure('twilio', 'timeout')
    const { record } = world({ mail: undefined }, { '+14165550123': lost, '+14165550199': lost })
    await expect(record()).rejects.toThrow(VendorFailure)
  })

  it('is never called told with no channel left', async () => {
    const { record } = world({ sms: undefined, mail: undefined })
    await expect(record()).rejects.toThrow(VendorFailure)
  })
})
