import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { localControl, type Control } from '../control.ts'
import { callbackForm, sendCallback } from './callback.ts'
import { loadMessages, saveMessages } from './kept.ts'
import { standingAt, type LocalMessage, type Standing } from './message.ts'
import { refusalOf, type NumberFate } from './refusal.ts'
import { messageRoutes, refuse } from './routes.ts'

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

  const messages = messageRoutes({
    accountSid,
    authToken,
    control,
    numbers,
    stored,
    keep,
    announce,
  })
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
