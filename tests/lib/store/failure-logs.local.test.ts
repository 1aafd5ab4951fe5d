import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { failureLogs } from '../../../lib/store/failure-logs.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

const failure = (clientId: string) => ({
  id: randomUUID(),
  clientId,
  errorType: 'twilio' as const,
  message: 'unreachable',
  payload: { to: '+14165550123' },
  createdAt: 1000,
})

test('holds what is added twice once, until it is resolved', async () => {
  const log = failureLogs(real.db)
  const added = failure(await real.addClient())
  await log.add(added, soon())
  await log.add({ ...added, message: 'again' }, soon())
  const open = await log.open({ errorTypes: ['twilio'], limit: 10 }, soon())
  expect(open).toEqual([{ ...added, retryCount: 0, resolved: false, version: 1 }])
  expect(await log.open({ errorTypes: ['smtp'], limit: 10 }, soon())).toEqual([])
  expect(await log.update({ id: added.id, version: 1 }, { retryCount: 1 }, soon())).toBe(true)
  expect(await log.update({ id: added.id, version: 1 }, { resolved: true }, soon())).toBe(false)
  expect(await log.update({ id: added.id, version: 2 }, { resolved: true }, soon())).toBe(true)
  expect(await log.open({ limit: 10 }, soon())).toEqual([])
})

test('forgets what was asked, not that it failed', async () => {
  const log = failureLogs(real.db)
  const added = failure(await real.addClient())
  await log.add(added, soon())
  await log.erasePayloads(1000, soon())
  expect((await log.open({ limit: 10 }, soon()))[0]).toHaveProperty('payload')
  await log.erasePayloads(1001, soon())
  expect((await log.open({ limit: 10 }, soon()))[0]).not.toHaveProperty('payload')
})

test('a new consent is the end of refreshes that failed, not of the hand-overs they led to', async () => {
  const log = failureLogs(real.db)
  const [client, another] = [await real.addClient(), await real.addClient()]
  const handedOver = { ...failure(client), errorType: 'oauth_refresh' as const }
  const { payload: _, ...refresh } = { ...handedOver, id: randomUUID() }
  const others = { ...refresh, id: randomUUID(), clientId: another }
  for (const one of [handedOver, refresh, others]) await log.add(one, soon())
  await log.resolveRefreshes(client, soon())
  const open = await log.open({ errorTypes: ['oauth_refresh'], limit: 10 }, soon())
  expect(open.map(({ id }) => id).sort()).toEqual([handedOver.id, others.id].sort())
})
