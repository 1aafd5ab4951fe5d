import { VendorFailure } from '../failure.ts'
import type { DeliveryRun } from './delivery.ts'
import { keepReceipt } from './follow-one.ts'
import { isAllowedNumber, type Contact } from './destinations.ts'
import type { Destination, OutboxMessage } from './outbox.ts'
import { reportFailure, reportRefusal, reportSuccess, withFailure } from './send-reports.ts'
import { postponed, refused, starting, unknown } from './steps.ts'
import { wordsFor } from './texts.ts'

const sendMs = 10_000

/** Sends a message to one destination and keeps what came of it. */
export async function sendOne(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  contact: Contact | undefined,
): Promise<void> {
  const now = run.clock.now()
  const cannot = cannotSend(run, target)
  if (cannot) {
    const out = await run.outbox.save(refused({ ...message, target }, cannot, now))
    if (out && cannot !== 'not_configured') await reportRefusal(run, out, target, cannot)
    return
  }
  const { subject, text } = wordsFor(message.content, {
    channel: target.channel,
    now,
    ...(contact ? { zone: contact.zone } : {}),
    ...onBehalfOf(message, target, contact),
  })
  const started = await run.outbox.save(starting(message, target, text, now))
  // Somebody else has it, or it was dropped: then nothing may be sent.
  if (!started) return
  if (target.channel === 'sms') await sendText(run, started, target, text)
  else await sendMail(run, started, target, { subject, text })
}

async function sendText(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  body: string,
): Promise<void> {
  const { clientId } = message
  const now = run.clock.now()
  await run.outbox.noteText({ sentAt: now, number: target.to, ...(clientId ? { clientId } : {}) })
  try {
    const receipt = await run.sms?.send({ to: target.to, body }, run.deadline.within(sendMs))
    if (receipt) await keepReceipt(run, message, target, receipt)
    run.report.sent++
    await run.alerts.end('sms_rejected')
  } catch (error) {
    await afterFailure(run, message, target, error)
  }
}

async function sendMail(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  words: { subject: string; text: string },
): Promise<void> {
  try {
    await run.mail?.send({ to: target.to, ...words }, run.deadline.within(sendMs))
    await run.outbox.save({ ...message, state: 'done' })
    run.report.sent++
    await reportSuccess(run, message, target)
  } catch (error) {
    await afterFailure(run, message, target, error)
  }
}

async function afterFailure(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  error: unknown,
): Promise<void> {
  if (!(error instanceof VendorFailure)) throw error
  const now = run.clock.now()
  if (isFinal(error, target)) {
    const code = error.code ?? error.kind
    await run.outbox.save(refused(message, code, now))
    await reportRefusal(run, message, target, code)
    return
  }
  run.resting.add(error.vendor === 'smtp' ? 'smtp' : 'twilio')
  run.report.postponed++
  const isUnknown = error.mayHaveHappened && target.channel === 'sms'
  const named = withFailure(message)
  await run.outbox.save(isUnknown ? unknown(named, now) : postponed(named, error, now))
  await reportFailure(run, message, error)
}

/**
 * True when repeating cannot help soon. Twilio refusing our account sends the lead on by e-mail; a mail
 * server that refuses our password comes last, and is waited for.
 */
function isFinal({ kind }: VendorFailure, { channel }: Destination): boolean {
  if (kind === 'refused') return true
  return channel === 'sms' && (kind === 'unauthorized' || kind === 'not_found')
}

/** Why a destination cannot be used at all. */
function cannotSend(run: DeliveryRun, target: Destination): string | undefined {
  if (target.channel === 'mail') return run.mail ? undefined : 'not_configured'
  if (!run.sms) return 'not_configured'
  return isAllowedNumber(target.to, run.rules) ? undefined : 'country'
}

/** Whose lead it is, where somebody else than the client reads it. */
function onBehalfOf(
  { clientId }: OutboxMessage,
  { role }: Destination,
  contact: Contact | undefined,
): { onBehalfOf?: string } {
  const isOperator = role === 'admin_email' || role === 'admin_phone'
  return isOperator && clientId ? { onBehalfOf: `${contact?.email ?? ''} ${clientId}` } : {}
}
