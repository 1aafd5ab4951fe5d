import type { TurnedClock } from '../../../lib/clock.ts'
import { localControl } from '../../../lib/local/control.ts'
import { inProcessFetch } from '../../../lib/local/in-process.ts'
import { localTwilio } from '../../../lib/local/twilio/twilio.ts'
import type { Sms } from '../../../lib/messages/messages.ts'
import { twilioSms } from '../../../lib/messages/twilio.ts'
import type { Attempt, Happened, Look } from './record.ts'
import type { Work } from './work.ts'

type Operation = 'messages.create' | 'messages.list' | 'messages.fetch'

/**
 * How requests to Twilio go wrong, for so many of them: refused; cut before or after the effect; never
 * answered; answered or taking effect `ms` later.
 */
export type TextTrouble = { on: Operation | '*'; times: number } & (
  | { kind: 'status'; status: number }
  | { kind: 'reset' | 'lost' | 'hang' }
  | { kind: 'slow' | 'late'; ms: number }
)

const account = { accountSid: `AC${'1'.repeat(32)}`, authToken: 'token-for-tests' }

/** Twilio's SDK over the stand-in, whose troubles keep to a turned clock. */
export function troubledTexts({
  clock,
  work,
  record,
}: {
  clock: TurnedClock
  work: Work
  record: Happened
}) {
  const twilio = localTwilio({ ...account, control: localControl(() => clock.now()) })
  const reach = inProcessFetch(twilio.app)
  let troubles: TextTrouble[] = []

  function take(on: Operation): TextTrouble | undefined {
    const trouble = troubles.find((one) => one.on === on || one.on === '*')
    if (trouble && --trouble.times === 0) troubles = troubles.filter((one) => one !== trouble)
    return trouble
  }

  /** Sends as `fetch` does, with the trouble that is due. */
  function troubledFetch(direct: boolean): typeof fetch {
    return async (input, init) => {
      const url = new URL(input as URL)
      const on = operationOf(url, init?.method)
      const trouble = take(on)
      const noted = note(url, on, init?.body, direct)
      const signal = init?.signal ?? new AbortController().signal
      const act = async () => {
        const answer = await reach(url, { ...init, signal: null })
        await noted.landed(answer.clone())
        return answer
      }
      if (trouble?.kind === 'hang') return work.waiting(abortOf(signal))
      if (trouble?.kind === 'reset') throw cut()
      if (trouble?.kind === 'late') {
        clock.timer(trouble.ms, () => void work.doing(act()))
        throw cut()
      }
      if (trouble?.kind === 'status') {
        twilio.control.inject({ on, kind: 'status', status: trouble.status })
      }
      const answer = await act()
      if (trouble?.kind === 'lost') throw cut()
      if (trouble?.kind === 'slow') await work.waiting(clock.sleep(trouble.ms, signal))
      noted.heard()
      return answer
    }
  }

  function note(url: URL, on: Operation, body: unknown, direct: boolean) {
    const order = record.next()
    const at = clock.now()
    const to = (body instanceof URLSearchParams ? body : url.searchParams).get('To') ?? ''
    if (on === 'messages.create') {
      const text = (body as URLSearchParams).get('Body') ?? ''
      const attempt: Attempt = { order, channel: 'sms', at, to, text, direct }
      record.attempts.push(attempt)
      const landed = async (answer: Response) => {
        if (answer.ok) attempt.landed = ((await answer.json()) as { sid: string }).sid
      }
      return { landed, heard: () => void (attempt.heard = true) }
    }
    let showed: string[] | undefined
    const look: Look = { order, at, to }
    if (on === 'messages.list') record.looks.push(look)
    const landed = async (answer: Response) => {
      const { messages } = (await answer.json()) as { messages?: { sid: string }[] }
      showed = messages?.map(({ sid }) => sid)
    }
    return { landed, heard: () => void Object.assign(look, showed && { showed }) }
  }

  const sms = (direct: boolean): Sms => {
    const real = twilioSms({
      ...account,
      from: '+14165550100',
      apiUrl: 'https://api.twilio.com',
      fetch: troubledFetch(direct),
    })
    return {
      send: (...asked) => work.doing(real.send(...asked)),
      status: (...asked) => work.doing(real.status(...asked)),
      sentTo: (...asked) => work.doing(real.sentTo(...asked)),
    }
  }

  return {
    twilio,
    sms,
    strike: (trouble: TextTrouble) => void troubles.push({ ...trouble }),
    heal: () => void (troubles = []),
  }
}

function operationOf(url: URL, method: string | undefined): Operation {
  if (method === 'POST') return 'messages.create'
  return url.pathname.endsWith('/Messages.json') ? 'messages.list' : 'messages.fetch'
}

function cut(): TypeError {
  const cause = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
  return new TypeError('fetch failed', { cause })
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
}
