import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import type { Control, Fault } from '../control.ts'
import { strike } from '../strike.ts'
import { listed, pageJson } from './list.ts'
import { messageJson, type LocalMessage } from './message.ts'
import { errorJson, fateOf, refusalOf, type NumberFate, type Refusal } from './refusal.ts'

/** What the messages of one account are served from. */
export type MessageRoutesParts = {
  accountSid: string
  authToken: string
  control: Control
  numbers: ReadonlyMap<string, NumberFate>
  /** Oldest first. */
  stored: LocalMessage[]
  keep: (message: LocalMessage) => void
  /** Behind every answer. */
  announce: () => Promise<void>
}

/** The account's messages: create, list, fetch (https://www.twilio.com/docs/messaging/api/message-resource). */
export function messageRoutes(parts: MessageRoutesParts): Hono {
  const { accountSid, authToken, control, numbers, stored, keep, announce } = parts
  const operation = (name: string, act: (c: Context) => Response | Promise<Response>) => {
    return async (c: Context) => {
      const answer = await strike(control, c, { name, act, refuse: faultRefusal })
      void announce()
      return answer
    }
  }

  const messages = new Hono()
  messages.use(
    basicAuth({
      username: accountSid,
      password: authToken,
      invalidUserMessage: errorJson(refusalOf(20003)),
    }),
  )
  messages.post(
    '/Messages.json',
    operation('messages.create', async (c) => {
      const form = Object.fromEntries(new URLSearchParams(await c.req.text()))
      const message = accept(form, numbers, control.now())
      if ('code' in message) return refuse(c, message)
      keep(message)
      return c.json(messageJson(message, accountSid, control.now()), 201)
    }),
  )
  messages.get(
    '/Messages.json',
    operation('messages.list', (c) => {
      const now = control.now()
      const json = (m: LocalMessage) => messageJson(m, accountSid, now)
      return c.json(pageJson(c.req.url, listed(stored, c.req.query(), now), json))
    }),
  )
  messages.get(
    '/Messages/:file{.+\\.json}',
    operation('messages.fetch', (c) => {
      const sid = c.req.path
        .split('/')
        .at(-1)
        ?.replace(/\.json$/, '')
      const found = stored.find((m) => m.sid === sid)
      if (!found) return refuse(c, refusalOf(20404))
      return c.json(messageJson(found, accountSid, control.now()))
    }),
  )
  return messages
}

function faultRefusal(c: Context, fault: Fault): Response {
  const code = Number(fault.reason ?? (fault.status === 429 ? 20429 : 20500))
  const refusal = refusalOf(code)
  if (fault.retryAfter !== undefined) c.header('Retry-After', String(fault.retryAfter))
  return refuse(c, { ...refusal, status: fault.status ?? refusal.status })
}

/** The message a form asks for, or why not. */
function accept(
  form: Record<string, string>,
  numbers: ReadonlyMap<string, NumberFate>,
  createdAt: number,
): LocalMessage | Refusal {
  const { To: to, From: from, Body: body, StatusCallback: statusCallback } = form
  if (!to) return refusalOf(21604)
  if (!from) return refusalOf(21603)
  if (!body) return refusalOf(21602)
  if (body.length > 1600) return refusalOf(21617)
  const fate = fateOf(to, numbers)
  if ('refuse' in fate) return refusalOf(fate.refuse)
  const sid = `SM${randomBytes(16).toString('hex')}`
  const message = { sid, to, from, body, createdAt, ending: fate }
  return statusCallback ? { ...message, statusCallback } : message
}

/** A refusal in Twilio's words. */
export function refuse(c: Context, refusal: Refusal): Response {
  return c.json(errorJson(refusal), refusal.status as 400)
}
