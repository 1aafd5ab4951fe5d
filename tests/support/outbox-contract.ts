import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Episodes } from '../../lib/messages/alerts.ts'
import type { HandOverContent } from '../../lib/messages/content.ts'
import type { NewMessage, Outbox, OutboxMessage } from '../../lib/messages/outbox.ts'

/** An empty outbox under test, its episodes, and a client it knows. */
export type OutboxUnderTest = { outbox: Outbox; episodes: Episodes; clientId: string }

const now = Date.parse('2026-11-24T15:00:00Z')
const content: HandOverContent = {
  kind: 'hand_over',
  customer: 'Ann Lee',
  slot: { start: now, end: now + 1 },
  zone: 'America/Toronto',
}

/** What every implementation of the Outbox port keeps. `make` gives an empty one each time. */
export function outboxContract(name: string, make: () => Promise<OutboxUnderTest>): void {
  const started = async () => {
    const { outbox, clientId, episodes } = await make()
    const message = (change: Partial<NewMessage> = {}): NewMessage => ({
      id: randomUUID(),
      clientId,
      content,
      createdAt: now,
      ...change,
    })
    const takeOne = async (at = now): Promise<OutboxMessage> => {
      const [taken] = await outbox.take(at, at + 60_000, 1)
      if (!taken) throw new Error('nothing is due')
      return taken
    }
    return { outbox, episodes, clientId, message, takeOne }
  }

  describe(`the outbox in ${name}`, () => {
    test('a message added twice is there once', async () => {
      const { outbox, message } = await started()
      const one = message()
      const failure = { id: one.id, errorType: 'google_api', message: 'timeout' }
      await outbox.add(one, failure)
      await outbox.add({ ...one, createdAt: now + 1 }, failure)
      expect(await outbox.open(9)).toMatchObject([{ ...one, state: 'waiting', attempts: 0 }])
    })

    test('what is taken is leased: nobody else gets it until the lease ends', async () => {
      const { outbox, message, takeOne } = await started()
      await outbox.add(message())
      const taken = await takeOne()
      expect(await outbox.take(now, now + 60_000, 9)).toEqual([])
      expect(await outbox.take(now + 60_000, now + 120_000, 9)).toMatchObject([{ id: taken.id }])
    })

    test('of two who take at once each message goes to one', async () => {
      const { outbox, message } = await started()
      for (let i = 0; i < 6; i++) await outbox.add(message())
      const both = await Promise.all([
        outbox.take(now, now + 60_000, 9),
        outbox.take(now, now + 60_000, 9),
      ])
      const ids = both.flat().map((taken) => taken.id)
      expect(new Set(ids).size).toBe(ids.length)
    })

    test('what is due comes oldest first, and nothing before its time', async () => {
      const { outbox, message } = await started()
      const late = message({ createdAt: now + 2_000 })
      const early = message({ createdAt: now + 1_000 })
      await outbox.add(late)
      await outbox.add(early)
      expect(await outbox.take(now, now + 60_000, 9)).toEqual([])
      const due = await outbox.take(now + 5_000, now + 60_000, 9)
      expect(due.map((one) => one.id)).toEqual([early.id, late.id])
    })

    test('a save loses to whoever moved the message on', async () => {
      const { outbox, message, takeOne } = await started()
      await outbox.add(message())
      const mine = await takeOne()
      const theirs = await takeOne(now + 60_000)
      expect(await outbox.save({ ...mine, state: 'sending' })).toBeUndefined()
      const saved = await outbox.save({ ...theirs, state: 'sending', startedAt: now })
      expect(saved).toMatchObject({ state: 'sending' })
      if (saved) expect(await outbox.save({ ...saved, providerId: 'SM1' })).toBeDefined()
      expect(await outbox.open(9)).toMatchObject([{ state: 'sending', providerId: 'SM1' }])
    })

    test.each(['done', 'dropped'] as const)('%s is the end', async (state) => {
      const { outbox, message, takeOne } = await started()
      await outbox.add(message())
      await outbox.save({ ...(await takeOne()), state, nextTry: now })
      expect(await outbox.open(9)).toEqual([])
      expect(await outbox.take(now + 999_999, now + 1_000_000, 9)).toEqual([])
    })

    test('failed is kept for the operator, and not tried by itself', async () => {
      const { outbox, message, takeOne } = await started()
      await outbox.add(message())
      await outbox.save({ ...(await takeOne()), state: 'failed', nextTry: now })
      expect(await outbox.take(now + 999_999, now + 1_000_000, 9)).toEqual([])
      expect(await outbox.open(9)).toMatchObject([{ state: 'failed' }])
    })

    test('a digest closes its parts and is due itself', async () => {
      const { outbox, message } = await started()
      await outbox.add(message())
      await outbox.add(message())
      const parts = await outbox.take(now, now + 60_000, 9)
      const digest = message({ content: { kind: 'digest', parts: [content, content] } })
      expect(await outbox.fold(parts, digest)).toBe(true)
      expect(await outbox.open(9)).toMatchObject([{ id: digest.id, state: 'waiting' }])
    })

    test('messages are found by booking and by the carrier’s id', async () => {
      const { outbox, message, takeOne } = await started()
      const bookingId = randomUUID()
      await outbox.add(message({ bookingId }))
      await outbox.save({ ...(await takeOne()), state: 'done', providerId: 'SM7' })
      expect(await outbox.ofBooking(bookingId)).toMatchObject([{ state: 'done' }])
      expect(await outbox.ofBooking(randomUUID())).toEqual([])
      expect([await outbox.knows('SM7'), await outbox.knows('SM8')]).toEqual([true, false])
    })

    test('texts that went out are counted for the caps', async () => {
      const { outbox, message, takeOne, clientId } = await started()
      await outbox.add(message())
      const target = { role: 'business_phone', channel: 'sms', to: '+14165550111' } as const
      await outbox.save({ ...(await takeOne()), state: 'sending', target, startedAt: now })
      await outbox.noteText({ sentAt: now, number: target.to, clientId })
      expect(await outbox.textsSince(now)).toEqual([{ sentAt: now, number: target.to, clientId }])
      expect(await outbox.textsSince(now + 1)).toEqual([])
    })
  })

  describe(`episodes in ${name}`, () => {
    test('are open from their start until they are closed', async () => {
      const { episodes } = await started()
      expect(await episodes.since('google:all')).toBeUndefined()
      await episodes.open('google:all', now)
      expect(await episodes.since('google:all')).toBe(now)
      expect(await episodes.since('supabase')).toBeUndefined()
      await episodes.close('google:all')
      expect(await episodes.since('google:all')).toBeUndefined()
      await episodes.open('google:all', now + 1_000)
      expect(await episodes.since('google:all')).toBe(now + 1_000)
    })
  })
}
