import type { VendorFailure } from '../failure.ts'
import { stableId } from '../stable-id.ts'
import type { DeliveryRun } from './delivery.ts'
import type { Destination, FailureRecord, OutboxMessage } from './outbox.ts'
import { isNumberCode } from './steps.ts'

/** A destination said no for good: failure log, and one alert until it works again. */
export async function reportRefusal(
  run: DeliveryRun,
  message: OutboxMessage,
  target: Destination,
  code: string,
): Promise<void> {
  run.report.refused++
  const { clientId } = message
  await recordFailure(run, {
    id: stableId('refused', message.id, target.role, code),
    ...(clientId ? { clientId } : {}),
    errorType: target.channel === 'sms' ? 'twilio' : 'smtp',
    message: `${target.role} refused: ${code}`,
    payload: { message_id: message.id, role: target.role },
  })
  const since = run.clock.now()
  if (target.channel === 'sms' && !isNumberCode(code)) {
    await run.alerts.raise('sms_rejected', { kind: 'sms_rejected', since, code })
  } else if (clientId && isClients(target)) {
    const { role } = target
    const alert = { kind: 'unreachable_contact' as const, since, clientId, role, code }
    await run.alerts.raise(episodeOf(clientId, target), alert)
  }
}

/** A send failed in passing: one failure record a message, however often it is repeated, open until its end. */
export async function reportFailure(
  run: DeliveryRun,
  message: OutboxMessage,
  failure: VendorFailure,
): Promise<void> {
  const { clientId } = message
  await recordFailure(run, {
    id: passingFailureId(message),
    ...(clientId ? { clientId } : {}),
    errorType: failure.vendor,
    message: failure.message,
    payload: { message_id: message.id },
  })
}

/** The message with its failure in passing among those that are resolved at its end. */
export function withFailure(message: OutboxMessage): OutboxMessage {
  const ids = new Set(message.failureIds).add(passingFailureId(message))
  return { ...message, failureIds: [...ids] }
}

function passingFailureId({ id }: OutboxMessage): string {
  return stableId('failed', id)
}

/** A message arrived: the destination works (again). */
export async function reportSuccess(
  run: DeliveryRun,
  { clientId }: OutboxMessage,
  target: Destination,
): Promise<void> {
  run.report.delivered++
  if (clientId && isClients(target)) await run.alerts.end(episodeOf(clientId, target))
}

function episodeOf(clientId: string, { role }: Destination): string {
  return `unreachable:${clientId}:${role}`
}

/** The operator's own phone or address failing is nothing to alert the operator about. */
function isClients({ role }: Destination): boolean {
  return role !== 'admin_email' && role !== 'admin_phone'
}

/** Writes to the failure log; where that fails, the messages still go out and the run tells at its end. */
export async function recordFailure(run: DeliveryRun, failure: FailureRecord): Promise<void> {
  try {
    await run.recordFailure(failure)
  } catch (error) {
    run.errors.push(error)
  }
}
