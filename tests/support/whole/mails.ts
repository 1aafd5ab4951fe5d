import { randomInt } from 'node:crypto'
import type { TurnedClock } from '../../../lib/clock.ts'
import { VendorFailure } from '../../../lib/failure.ts'
import { localControl, type Fault } from '../../../lib/local/control.ts'
import { localSmtp, type LocalSmtp } from '../../../lib/local/smtp.ts'
import type { Mail } from '../../../lib/messages/messages.ts'
import { smtpMail } from '../../../lib/messages/smtp.ts'
import type { Attempt, Happened } from './record.ts'
import type { Work } from './work.ts'

/**
 * What the mail server does from now on: works; is not there; refuses for a while or for good; cuts the
 * connection before or after it took the mail; never answers; answers `ms` later.
 */
export type MailState =
  | { kind: 'works' | 'down' | 'busy' | 'refuses' | 'reset' | 'lost' | 'hang' }
  | { kind: 'slow'; ms: number }

/** A mail server for many histories, one after another. `next` is what strikes the next mail. */
export type MailServer = {
  smtp: LocalSmtp
  next: { fault?: Fault | undefined; reached(): void }
}

export async function mailServer(): Promise<MailServer> {
  const next: MailServer['next'] = { reached: () => undefined }
  const take = () => {
    next.reached()
    return next.fault
  }
  const control = { ...localControl(() => 0), take }
  return { smtp: await localSmtp({ port: randomInt(20_000, 32_000), control }), next }
}

const faults: { [Kind in MailState['kind']]?: Fault } = {
  busy: { on: 'mail.send', kind: 'status', status: 451 },
  refuses: { on: 'mail.send', kind: 'status', status: 550 },
  reset: { on: 'mail.send', kind: 'reset' },
  lost: { on: 'mail.send', kind: 'lost' },
  hang: { on: 'mail.send', kind: 'hang' },
}

/** The real SMTP client over the stand-in, whose troubles keep to a turned clock. */
export function troubledMail(
  { smtp, next }: MailServer,
  { clock, work, record }: { clock: TurnedClock; work: Work; record: Happened },
) {
  const from = 'service@example.com'
  const real = smtpMail({ url: smtp.url, from })
  // Nobody listens there.
  const nowhere = smtpMail({ url: 'smtp://127.0.0.1:1', from })
  const state: { now: MailState } = { now: { kind: 'works' } }
  let line: Promise<unknown> = Promise.resolve()

  /** Resolves when the server has done its part, or never will; `sent` is the client's end of it. */
  async function strike(
    fault: Fault | undefined,
    attempt: Attempt,
    send: () => Promise<void>,
  ): Promise<{ sent: Promise<void> }> {
    const before = smtp.mails().length
    const reached = new Promise<void>((resolve) => {
      Object.assign(next, { fault, reached: resolve } satisfies MailServer['next'])
    })
    const sent = send()
    await (fault?.kind === 'hang' ? Promise.race([reached, sent]) : sent).catch(() => undefined)
    if (smtp.mails().length > before) attempt.landed = 'mail'
    return { sent }
  }

  async function send(
    direct: boolean,
    ...[message, deadline]: Parameters<Mail['send']>
  ): Promise<void> {
    const text = `${message.subject}\n${message.text}`
    const order = record.next()
    const attempt: Attempt = {
      order,
      channel: 'mail',
      at: clock.now(),
      to: message.to,
      text,
      direct,
    }
    record.attempts.push(attempt)
    const { now } = state
    if (now.kind === 'down') return nowhere.send(message, deadline)
    // One at a time at the server, so that each trouble strikes the mail it is meant for.
    const struck = line.then(() =>
      strike(faults[now.kind], attempt, () => real.send(message, deadline)),
    )
    line = struck
    const { sent } = await struck
    await (now.kind === 'hang' ? work.waiting(sent) : sent)
    if (now.kind === 'slow') {
      await work.waiting(clock.sleep(now.ms, deadline.signal)).catch((cause: unknown) => {
        throw new VendorFailure('smtp', 'timeout', { cause })
      })
    }
    attempt.heard = true
  }

  const mail = (direct: boolean): Mail => ({
    send: (...asked) => work.doing(send(direct, ...asked)),
  })
  return { mail, state }
}
