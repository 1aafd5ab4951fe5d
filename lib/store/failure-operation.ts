import type { FailureRecord, OutboxMessage } from '../messages/outbox.ts'
import type { PendingOperation } from './queue.ts'

/** A failure record as the write to failure_logs it means. */
export function failureOperation(failure: FailureRecord): PendingOperation {
  const { id, clientId, errorType, message, payload } = failure
  return {
    table: 'failure_logs',
    operation: 'insert',
    payload: {
      id,
      client_id: clientId ?? null,
      error_type: errorType,
      error_message: message,
      request_payload: payload ?? null,
    },
    ...(clientId ? { clientId } : {}),
  }
}

/** The writes that mark the failures behind a message as resolved. */
export function resolvedOperations({
  failureIds,
  clientId,
}: Pick<OutboxMessage, 'failureIds' | 'clientId'>): PendingOperation[] {
  return (failureIds ?? []).map((id) => ({
    table: 'failure_logs',
    operation: 'update',
    payload: { id, resolved: true },
    ...(clientId ? { clientId } : {}),
  }))
}
