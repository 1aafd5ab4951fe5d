import type { FailureRecord } from '../messages/outbox.ts'
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
