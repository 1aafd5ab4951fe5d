import { createHash } from 'node:crypto'
import { insertEvent } from './events.ts'
import { newAccessToken, newGrant, tokenSeconds } from './grants.ts'
import type { StandIn } from './stand-in.ts'
import { notifyChannels } from './watch.ts'
import type { EventBody, World } from './world.ts'

/** Tokens as Google hands them out. `expiresAt` is epoch ms. */
export type IssuedTokens = { accessToken: string; refreshToken: string; expiresAt: number }

/** How local mode and tests furnish the stand-in's world and look into it. */
export type WorldHelpers = {
  /** An account with its primary calendar (id: the address); nothing happens when it exists. */
  addAccount: (email: string, timeZone?: string) => void
  /** A further calendar of an account. */
  addCalendar: (
    account: string,
    calendar: { id: string; summary?: string; timeZone?: string },
  ) => void
  /** An event as if typed into Google's own page; answers its id. */
  addEvent: (account: string, event: Partial<EventBody>, calendarId?: string) => string
  /** Every event there is, deleted ones (`cancelled`) included, with its calendar. */
  events: () => ({ calendarId: string } & EventBody)[]
  /** Who was told of what by mail. */
  invitations: () => World['invitations']
  /** Tokens of a consent given without the page. */
  issueTokens: (account: string, scopes: string[]) => IssuedTokens
  /** How many consents of an account live. */
  grants: (account: string) => number
  /** The person withdraws consent on Google's page. */
  withdraw: (account: string) => void
  /** Every sync token handed out so far expires. */
  expireSyncTokens: () => void
  /** Whether refreshes rotate the refresh token from now on. */
  rotateRefreshTokens: (on: boolean) => void
}

/** The helpers over a stand-in. */
export function worldHelpers(standIn: StandIn, rotate: (on: boolean) => void): WorldHelpers {
  const { control, keeper } = standIn
  const { world } = keeper
  return {
    ...furnishing(standIn),
    events: () => world.events.map(({ calendarId, body }) => ({ calendarId, ...body })),
    invitations: () => world.invitations,
    issueTokens(account, scopes) {
      const grant = newGrant(world, { account, scopes, offline: true })
      const accessToken = newAccessToken(grant, control.now())
      keeper.save()
      const expiresAt = control.now() + tokenSeconds * 1000
      return { accessToken, refreshToken: grant.refreshToken ?? '', expiresAt }
    },
    grants: (account) => world.grants.filter((g) => g.account === account && !g.revoked).length,
    withdraw(account) {
      for (const grant of world.grants) if (grant.account === account) grant.revoked = true
      keeper.save()
    },
    expireSyncTokens() {
      world.oldestSync = ++world.changes
      keeper.save()
    },
    rotateRefreshTokens: rotate,
  }
}

function furnishing(
  standIn: StandIn,
): Pick<WorldHelpers, 'addAccount' | 'addCalendar' | 'addEvent'> {
  const { control, keeper } = standIn
  const { world } = keeper
  const addCalendar: WorldHelpers['addCalendar'] = (owner, { id, summary, timeZone }) => {
    if (world.calendars.some((c) => c.id === id)) return
    world.calendars.push({ id, owner, summary: summary ?? id, timeZone: timeZone ?? 'UTC' })
    keeper.save()
  }
  return {
    addCalendar,
    addAccount(email, timeZone = 'America/Toronto') {
      if (world.accounts.some((a) => a.email === email)) return
      const digest = createHash('sha256').update(email).digest('hex')
      world.accounts.push({ email, sub: BigInt(`0x${digest.slice(0, 16)}`).toString() })
      addCalendar(email, { id: email, timeZone })
    },
    addEvent(account, event, calendarId = 'primary') {
      const before = world.changes
      const { id } = insertEvent({ world, control, account, calendarId, query: {} }, event)
      notifyChannels(standIn, before)
      keeper.save()
      return id
    },
  }
}
