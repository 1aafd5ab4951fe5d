import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { deadlineIn } from '../../../lib/deadline.ts'
import { outboxAlerts } from '../../../lib/messages/alerts.ts'
import { deliverMessages } from '../../../lib/messages/deliver.ts'
import { handOvers } from '../../../lib/messages/hand-over.ts'
import { failureLogEpisodes } from '../../../lib/store/failure-log-episodes.ts'
import { failureLogOutbox } from '../../../lib/store/failure-log-outbox.ts'
import { failureLogs } from '../../../lib/store/failure-logs.ts'
import { outboxContract } from '../../support/outbox-contract.ts'
import { deliveryWorld } from '../messages/delivery-world.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()
let clientId: string
beforeEach(async () => {
  await real.database.pool.query('delete from failure_logs')
  clientId = await real.addClient()
})

outboxContract('failure_logs', async () => ({
  outbox: failureLogOutbox(real.db, soon),
  episodes: failureLogEpisodes(real.db, soon),
  clientId,
}))

test('a hand-over is its own failure record, resolved once it arrived', async () => {
  const outbox = failureLogOutbox(real.db, soon)
  const id = randomUUID()
  const content = { kind: 'sms_rejected' as const, since: 0, code: '20003' }
  const failure = {
    id,
    clientId,
    errorType: 'google_api',
    message: 'timeout',
    payload: { call: 1 },
  }
  await outbox.add({ id, clientId, content, createdAt: Date.now() - 1_000 }, failure)
  const rows = async () =>
    (
      await real.database.pool.query(
        'select id, error_type, resolved, request_payload from failure_logs',
      )
    ).rows
  expect(await rows()).toMatchObject([
    { id, error_type: 'google_api', resolved: false, request_payload: { call: 1 } },
  ])
  const [taken] = await outbox.take(Date.now(), Date.now() + 60_000, 1)
  if (!taken) throw new Error('nothing is due')
  await outbox.save({ ...taken, state: 'done' })
  expect(await rows()).toMatchObject([{ id, resolved: true, request_payload: { call: 1 } }])
})

test('failures in passing of a message are resolved with it', async () => {
  const outbox = failureLogOutbox(real.db, soon)
  const passing = randomUUID()
  await failureLogs(real.db).add(
    { id: passing, clientId, errorType: 'twilio', createdAt: Date.now() },
    soon(),
  )
  const content = { kind: 'sms_rejected' as const, since: 0, code: '20003' }
  await outbox.add({ id: 'alert', clientId, content, createdAt: Date.now() - 1_000 })
  const [taken] = await outbox.take(Date.now(), Date.now() + 60_000, 1)
  if (!taken) throw new Error('nothing is due')
  await outbox.save({ ...taken, state: 'done', failureIds: [passing] })
  expect(await failureLogs(real.db).open({ limit: 9 }, soon())).toEqual([])
})

test('a hand-over recorded by one short-lived process is delivered and followed by others', async () => {
  const world = deliveryWorld()
  const soonThere = () => deadlineIn(world.clock, 10_000)
  world.contacts.set(clientId, {
    email: 'b@example.com',
    businessPhone: '+15005550004',
    personalPhone: '+14165550122',
    zone: 'America/Toronto',
  })
  const parts = () => {
    const outbox = failureLogOutbox(real.db, soon)
    const episodes = failureLogEpisodes(real.db, soon)
    const alerts = outboxAlerts({ outbox, episodes, rules: world.parts.rules, clock: world.clock })
    return { ...world.parts, outbox, alerts }
  }
  const start = world.clock.now()
  await handOvers({ ...parts(), outbox: () => parts().outbox }).record(
    {
      id: randomUUID(),
      bookingId: randomUUID(),
      clientId,
      slot: { start, end: start + 1 },
      wish: { zone: 'America/Toronto', customer: { name: 'Ann Lee' } },
      reason: { kind: 'failed', errorType: 'google_api', message: 'google: timeout' },
    },
    soonThere(),
  )
  for (let round = 0; round < 3; round++) {
    await deliverMessages(parts(), soonThere())
    await world.clock.advance(30_000)
  }
  expect(world.texts()).toMatchObject([{ to: '+14165550122' }])
  expect(world.mail.mails).toHaveLength(1)
  const { rows } = await real.database.pool.query(
    "select resolved, retry_count from failure_logs where error_type = 'google_api'",
  )
  expect(rows).toEqual([{ resolved: true, retry_count: 0 }])
})
