import { Hono } from 'hono'
import type { Control } from '../control.ts'
import { mountCalendar } from './calendar-routes.ts'
import type { RegisteredClient } from './consent-request.ts'
import { mountConsent } from './consent-routes.ts'
import { worldHelpers, type WorldHelpers } from './helpers.ts'
import { mountTokens } from './token-routes.ts'
import type { Deliver } from './watch.ts'
import { keepWorld, type Keeper } from './world.ts'

/** What the stand-in's parts share. */
export type StandIn = {
  control: Control
  keeper: Keeper
  client: RegisteredClient
  deliver: Deliver
  /** Whether a channel's address may be http on this machine. */
  takesLoopback: boolean
  /** Whether each refresh hands out a new refresh token and kills the old one. */
  rotates(): boolean
}

/** How a stand-in is made. */
export type StandInOptions = {
  control: Control
  /** File that keeps the state across restarts, written before each answer. */
  persist?: string
  /** The application registered at Google; by default `standInClient`. */
  client?: RegisteredClient
  /** Carries push notifications; by default nobody does. */
  deliver?: Deliver
  /** Lets push channels lead to http addresses on this machine; Google takes https alone. */
  takesLoopback?: boolean
}

/** The application the stand-in knows when not told otherwise. */
export const standInClient: RegisteredClient = {
  id: 'stand-in.apps.googleusercontent.com',
  secret: 'stand-in-secret',
  redirectUris: ['http://127.0.0.1:3000/auth/google/callback'],
}

/** A Google that answers like the real one: Calendar v3 below `/calendar/v3`, consent at `/o/oauth2/v2/auth`, `/token`, `/revoke`. */
export function googleStandIn(options: StandInOptions): { app: Hono } & WorldHelpers {
  let rotates = false
  const standIn: StandIn = {
    control: options.control,
    keeper: keepWorld(options.persist),
    client: options.client ?? standInClient,
    deliver: options.deliver ?? (() => {}),
    takesLoopback: options.takesLoopback ?? false,
    rotates: () => rotates,
  }
  const app = new Hono()
  app.onError((error) => {
    throw error
  })
  mountCalendar(app, standIn)
  mountConsent(app, standIn)
  mountTokens(app, standIn)
  const helpers = worldHelpers(standIn, (on) => {
    rotates = on
  })
  return { app, ...helpers }
}
