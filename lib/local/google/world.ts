import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A Google account. */
export type Account = { email: string; sub: string }

/** A calendar: an account's primary one has the account's address as its id. */
export type StoredCalendar = { id: string; owner: string; summary: string; timeZone: string }

/** Start or end of an event, as Google writes it. */
export type EventTime = { dateTime?: string; date?: string; timeZone?: string }

/** An event as Google's API shows it; what we do not know travels along unchanged. */
export type EventBody = {
  id: string
  status: 'confirmed' | 'tentative' | 'cancelled'
  start: EventTime
  end: EventTime
  summary?: string
  transparency?: string
  recurrence?: string[]
  attendees?: { email: string; responseStatus?: string; [key: string]: unknown }[]
  extendedProperties?: { private?: Record<string, string>; shared?: Record<string, string> }
  conferenceData?: Record<string, unknown>
  hangoutLink?: string
  [key: string]: unknown
}

/** An event where it is kept. `change` orders all changes: sync tokens point into it. */
export type StoredEvent = { calendarId: string; change: number; body: EventBody }

/** A consent: what one refresh token stands for. */
export type Grant = {
  account: string
  scopes: string[]
  refreshToken: string | null
  revoked: boolean
  accessTokens: { token: string; expiresAt: number }[]
}

/** An authorization code waiting to be exchanged. */
export type Code = {
  code: string
  account: string
  scopes: string[]
  redirectUri: string
  challenge: string | null
  offline: boolean
  expiresAt: number
  used: boolean
}

/** A push channel opened by events.watch. */
export type Channel = {
  id: string
  resourceId: string
  calendarId: string
  /** Who opened it. */
  account: string
  address: string
  token: string | null
  expiration: number
  messages: number
}

/** Everything the stand-in knows. */
export type World = {
  accounts: Account[]
  calendars: StoredCalendar[]
  events: StoredEvent[]
  changes: number
  /** Sync tokens from before this change have expired. */
  oldestSync: number
  invitations: { email: string; eventId: string; kind: 'created' | 'changed' | 'cancelled' }[]
  grants: Grant[]
  codes: Code[]
  channels: Channel[]
}

/** A world and the way to keep it. */
export type Keeper = { world: World; save(): void }

/** Opens the world kept at `path`, or a new one; without a path it lives in memory only. */
export function keepWorld(path?: string): Keeper {
  const world = (path && read(path)) || {
    accounts: [],
    calendars: [],
    events: [],
    changes: 0,
    oldestSync: 0,
    invitations: [],
    grants: [],
    codes: [],
    channels: [],
  }
  return { world, save: () => path && write(path, world) }
}

function read(path: string): World | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as World
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Written beside and renamed over, so that a kill at any moment leaves a whole file. */
function write(path: string, world: World): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  writeFileSync(`${path}.new`, JSON.stringify(world), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
