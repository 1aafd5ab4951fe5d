import { VendorFailure } from '../failure.ts'
import type { DeliveryRun } from './delivery.ts'
import type { SmsReceipt } from './messages.ts'
import type { Destination, OutboxMessage } from './outbox.ts'
import { reportRefusal, reportSuccess } from './send-reports.ts'
import { isOverdue, received, unfollowed, unknown } from './steps.ts'

const askMs = 10_000
/** Our clock and the carrier's may differ by this much. */
const skewMs = 60_000

/** A send whose end nobody recorded: found in the carrier's list, waited for, or `resend`. */
export async function settleSend(
  run: DeliveryRun,
  message: OutboxMessage,
): Promise<'settled' | 'resend'> {
  const { target } = message
  if (target?.channel !== 'sms') return 'resend'
  const found = await findText(run, message, target)
  const now = run.clock.now()
  if (found) {
    await keepReceipt(run, message, target, found)
    return 'settled'
  }
  if (isOverdue(message, now)) return 'resend'
  await run.outbox.save(unknown(message, now))
  run.report.postponed++
  return 'settled'
}

/** Asks the carrier where a text stands. */
export async function followText(run: DeliveryRun, message: OutboxMessage): Promise<void> {
  const { target, providerId } = message
  if (!target || !providerId || !run.sms) return
  try {
    const receipt = await run.sms.status(providerId, run.deadline.within(askMs))
    await keepReceipt(run, message, target, receipt)
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
    if (error.kind !== 'not_found') run.resting.add('twilio')
    await run.outbox.save(unfollowed(message, run.clock.now()))
  }
}

/** Keeps what the carrier says of a text. */
export async function keepReceipt(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  receipt: SmsReceipt,
): Promise<void> {
  const saved = await run.outbox.save(received(message, receipt, run.clock.now()))
  if (!saved) return
  if (receipt.state === 'delivered') await reportSuccess(run, message, target)
  if (receipt.state === 'failed')
    await reportRefusal(run, message, target, receipt.code ?? 'failed')
}

/** Our text in the carrier's list, if it is there and not another message of ours with the same words. */
async function findText(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
): Promise<SmsReceipt | undefined> {
  const since = (message.unknownSince ?? message.startedAt ?? message.createdAt) - skewMs
  try {
    const listed = await run.sms?.sentTo(target.to, since, run.deadline.within(askMs))
    for (const text of listed ?? []) {
      // A trial account puts a sentence of Twilio's before ours.
      if (!text.body.endsWith(message.body ?? '')) continue
      if (!(await run.outbox.knows(text.id))) return text
    }
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error
  }
  return undefined
}
