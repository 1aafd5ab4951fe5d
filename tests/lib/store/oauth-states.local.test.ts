import { expect, test } from 'vitest'
import { oauthStates } from '../../../lib/store/oauth-states.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

const state = (clientId: string, stateHash: string) => ({
  stateHash,
  clientId,
  verifierEncrypted: 'v1.k.verifier',
  browserHash: 'browser',
  expiresAt: 2000,
})

test('of 32 who bring one state back at once one may go on', async () => {
  const states = oauthStates(real.db)
  const clientId = await real.addClient()
  await states.add(state(clientId, 'raced'), soon())
  const asked = { stateHash: 'raced', browserHash: 'browser', now: 1000 }
  const results = await Promise.all(Array.from({ length: 32 }, () => states.consume(asked, soon())))
  expect(results.filter((result) => result.ok)).toEqual([
    { ok: true, clientId, verifierEncrypted: 'v1.k.verifier' },
  ])
  expect(results.find((result) => !result.ok)).toMatchObject({ reason: 'used' })
})

test('an unknown, late or borrowed state is refused, and a borrowed one stays its owner’s', async () => {
  const states = oauthStates(real.db)
  const clientId = await real.addClient()
  await states.add(state(clientId, 'mine'), soon())
  const asked = { stateHash: 'mine', browserHash: 'browser', now: 1000 }
  const refused = async (change: Partial<typeof asked>) =>
    states.consume({ ...asked, ...change }, soon())
  expect(await refused({ stateHash: 'other' })).toMatchObject({ reason: 'unknown' })
  expect(await refused({ browserHash: 'another' })).toMatchObject({ reason: 'other_browser' })
  expect(await refused({ now: 2000 })).toMatchObject({ reason: 'expired' })
  expect(await states.consume(asked, soon())).toMatchObject({ ok: true })
})

test('those that expired are removed', async () => {
  const states = oauthStates(real.db)
  const clientId = await real.addClient()
  await states.add(state(clientId, 'old'), soon())
  await states.removeExpired(2001, soon())
  const asked = { stateHash: 'old', browserHash: 'browser', now: 1000 }
  expect(await states.consume(asked, soon())).toMatchObject({ reason: 'unknown' })
})
