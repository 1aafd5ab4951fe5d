import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { HTTPException } from 'hono/http-exception'
import { localControl, type Control, type Fault } from '../control.ts'
import { strike } from '../strike.ts'
import { callbackForm, sendCallback } from './callback.ts'
import { loadMessages, saveMessages } from './kept.ts'
import { listed, pageJson } from './list.ts'
import { messageJson, standingAt, type LocalMessage, type Standing } from './message.ts'
import { errorJson, fateOf, refusalOf, type NumberFate, type Refusal } from './refusal.ts'

/** What the Twilio stand-in is made with. */
export type LocalTwilioOptions = {
  accountSid: string
  authToken: string
  control?: Control
  /** Numbers that do something else than receive the message. */
  numbers?: Record<string, NumberFate>
  /** A JSON file that keeps the messages across restarts. */
  persist?: string
}

/** The Twilio stand-in: its HTTP face, its faults and clock, and what it was given to send. */
export type LocalTwilio = {
  app: Hono
  control: Control
  /** What a number does from now on. */
  setNumber(number: string, fate: NumberFate): void
  /** Every message, oldest first, with where it stands. */
  messages(): (LocalMessage & Standing)[]
  /** Sends the status callbacks that have fallen due by the stand-in's clock. */
  announce(): Promise<void>
}

/** Answers like Twilio's Programmable Messaging API under `/2010-04-01/Accounts/{sid}`. */
export function localTwilio(options: LocalTwilioOptions): LocalTwilio {
  const { accountSid, authToken } = options
  const control = options.control ?? localControl(() => Date.now())
  const numbers = new Map(Object.entries(options.numbers ?? {}))
  const stored = loadMessages(options.persist)
  const announced = new Map<string, string>()
  const keep = (message: LocalMessage) => {
    stored.push(message)
    saveMessages(options.persist, stored)
  }
  const announce = async () => {
    for (const message of stored) {
      const standing = standingAt(message, control.now())
      if (!message.statusCallback || announced.get(message.sid) === standing.status) continue
      announced.set(message.sid, standing.status)
      const form = callbackForm(message, accountSid, standing)
      await sendCallback(message.statusCallback, form, authToken)
    }
  }

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

  const app = new Hono()
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse()
    throw error
  })
  app.route(`/2010-04-01/Accounts/${accountSid}`, messages)
  app.notFound((c) => refuse(c, refusalOf(20404)))
  return {
    app,
    control,
    setNumber: (number, fate) => void numbers.set(number, fate),
    messages: () => stored.map((m) => ({ ...m, ...standingAt(m, control.now()) })),
    announce,
  }
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

function refuse(c: Context, refusal: Refusal): Response {
  return c.json(errorJson(refusal), refusal.status as 400)
}
