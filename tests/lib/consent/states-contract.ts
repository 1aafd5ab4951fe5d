import { expect, test } from 'vitest'
import { systemClock } from '../../../lib/clock.ts'
import { digest, newSecret } from '../../../lib/consent/browser-cookie.ts'
import { deadlineIn } from '../../../lib/deadline.ts'
import type { OauthStates } from '../../../lib/store/oauth-states.ts'

const now = Date.parse('2026-11-23T14:00:00Z')
const soon = () => deadlineIn(systemClock, 10_000)

/** What consent relies on in its states: memory and the database are held to the same. */
export function statesContract(open: () => { states: OauthStates; clientId: string }): void {
  const added = async (expiresAt = now + 600_000) => {
    const { states, clientId } = open()
    const asked = { stateHash: digest(newSecret()), browserHash: digest(newSecret()), now }
    const state = { stateHash: asked.stateHash, browserHash: asked.browserHash, clientId }
    await states.add({ ...state, verifierEncrypted: 'v1.sealed', expiresAt }, soon())
    return { states, clientId, asked }
  }

  test('a state is used up by its browser and gives back client and verifier', async () => {
    const { states, clientId, asked } = await added()
    const consumed = await states.consume(asked, soon())
    expect(consumed).toEqual({ ok: true, clientId, verifierEncrypted: 'v1.sealed' })
  })

  test('a second time it was used, whichever browser asks', async () => {
    const { states, clientId, asked } = await added()
    await states.consume(asked, soon())
    const used = { ok: false, reason: 'used', clientId }
    expect(await states.consume(asked, soon())).toEqual(used)
    const elsewhere = { ...asked, browserHash: digest('other') }
    expect(await states.consume(elsewhere, soon())).toEqual(used)
  })

  test('of twenty who use it at the same moment one succeeds', async () => {
    const { states, asked } = await added()
    const all = await Promise.all(Array.from({ length: 20 }, () => states.consume(asked, soon())))
    expect(all.filter((consumed) => consumed.ok)).toHaveLength(1)
  })

  test('another browser is refused and leaves it as it was', async () => {
    const { states, clientId, asked } = await added()
    const elsewhere = { ...asked, browserHash: digest('other') }
    const refused = { ok: false, reason: 'other_browser', clientId }
    expect(await states.consume(elsewhere, soon())).toEqual(refused)
    expect(await states.consume(asked, soon())).toMatchObject({ ok: true })
  })

  test('an expired state is refused, whichever browser asks', async () => {
    const { states, clientId, asked } = await added(now)
    const expired = { ok: false, reason: 'expired', clientId }
    expect(await states.consume(asked, soon())).toEqual(expired)
    const elsewhere = { ...asked, browserHash: digest('other') }
    expect(await states.consume(elsewhere, soon())).toEqual(expired)
  })

  test('a state nobody added is unknown, and so is one removed after its time', async () => {
    const { states, asked } = await added(now - 1)
    const nobodys = { ...asked, stateHash: digest(newSecret()) }
    expect(await states.consume(nobodys, soon())).toEqual({ ok: false, reason: 'unknown' })
    await states.removeExpired(now, soon())
    expect(await states.consume(asked, soon())).toEqual({ ok: false, reason: 'unknown' })
  })
}
