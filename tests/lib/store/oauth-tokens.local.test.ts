import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { oauthTokens } from '../../../lib/store/oauth-tokens.ts'
import { realRows, soon } from '../../support/real-rows.ts'

const real = realRows()

const sealed = (name: string, expiresAt = 1_800_000_000_000) => ({
  access: `v1.k.${name}.access`,
  refresh: `v1.k.${name}.refresh`,
  expiresAt,
})

test('come back as they were put, and are gone once erased', async () => {
  const tokens = oauthTokens(real.db)
  const client = await real.addClient()
  expect(await tokens.get(client, soon())).toBeUndefined()
  await tokens.put(client, sealed('first'), soon())
  await tokens.put(client, sealed('second'), soon())
  expect(await tokens.get(client, soon())).toEqual(sealed('second'))
  await tokens.erase(client, soon())
  expect(await tokens.get(client, soon())).toBeUndefined()
  await tokens.erase(client, soon())
})

test('an update after they were erased brings nothing back', async () => {
  const tokens = oauthTokens(real.db)
  const client = await real.addClient()
  await tokens.put(client, sealed('first'), soon())
  await tokens.update(client, sealed('refreshed'), soon())
  await tokens.update(client, sealed('again'), soon())
  expect(await tokens.get(client, soon())).toEqual(sealed('again'))
  await tokens.erase(client, soon())
  await tokens.update(client, sealed('late'), soon())
  expect(await tokens.get(client, soon())).toBeUndefined()
})

test('a refresh that began before another process stored a new consent loses to it', async () => {
  const [slow, other] = [oauthTokens(real.db), oauthTokens(real.db)]
  const client = await real.addClient()
  await slow.put(client, sealed('old'), soon())
  await other.put(client, sealed('new consent'), soon())
  await slow.update(client, sealed('refreshed from old'), soon())
  expect(await slow.get(client, soon())).toEqual(sealed('new consent'))
})

test('a lost consent is noted, but not over a client who took it back', async () => {
  const [connected, none] = [await real.addClient(), await real.addClient('none')]
  for (const client of [connected, none]) await oauthTokens(real.db).markLost(client, soon())
  expect((await real.clientRow(connected))?.['google_status']).toBe('lost')
  expect((await real.clientRow(none))?.['google_status']).toBe('none')
})

test('of no client are refused', async () => {
  const put = oauthTokens(real.db).put(randomUUID(), sealed('x'), soon())
  await expect(put).rejects.toMatchObject({ vendor: 'supabase', kind: 'refused', code: '23503' })
})
