import type { Deadline } from '../deadline.ts'
import type {
  FailureRecord,
  NewMessage,
  Outbox,
  OutboxMessage,
  SentText,
} from '../messages/outbox.ts'
import { freshMessage } from '../messages/fresh-message.ts'
import { stableId } from '../stable-id.ts'
import type { Json } from './database.types.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

const path = 'request_payload->message'

/**
 * The outbox where there is no local queue: rows of failure_logs whose payload holds the message,
 * resolved once it is at its end. Throws VendorFailure('supabase', …). `deadline` gives each call's limit.
 */
export function failureLogOutbox(db: Supabase, deadline: () => Deadline): Outbox {
  const table = () => db.from('failure_logs')
  const signal = () => deadline().signal

  async function add(message: NewMessage, failure?: FailureRecord): Promise<void> {
    const fresh = freshMessage(message)
    const row = {
      id: failure?.id ?? stableId(message.id),
      client_id: message.clientId ?? null,
      error_type: failure?.errorType ?? 'twilio',
      error_message: failure?.message ?? `a message to send: ${message.content.kind}`,
      request_payload: { ...failure?.payload, message: fresh } as unknown as Json,
      created_at: isoUtc(message.createdAt),
    }
    const put = table().upsert(row, { onConflict: 'id', ignoreDuplicates: true })
    await put.abortSignal(signal()).throwOnError()
  }

  async function save(message: OutboxMessage): Promise<OutboxMessage | undefined> {
    const { rowId, payload } = message as StoredMessage
    const next = { ...message, version: message.version + 1 } as StoredMessage
    const { rowId: _rowId, payload: _payload, ...plain } = next
    const isOver = message.state === 'done' || message.state === 'dropped'
    const { data } = await table()
      .update({
        request_payload: { ...payload, message: plain },
        retry_count: message.attempts,
        resolved: isOver,
      })
      .eq('id', rowId)
      .eq('version', message.version)
      .select('id')
      .abortSignal(signal())
      .throwOnError()
    if (data.length !== 1) return undefined
    const others = (message.failureIds ?? []).filter((id) => id !== rowId)
    if (isOver && others.length > 0) await resolve(others)
    return next
  }

  /** Failures in passing have rows of their own, without a message. */
  async function resolve(ids: string[]): Promise<void> {
    const asked = table().update({ resolved: true }).in('id', ids)
    await asked.abortSignal(signal()).throwOnError()
  }

  return {
    add,
    save,
    async take(now, leaseUntil, limit) {
      const { data } = await table()
        .select()
        .eq('resolved', false)
        .lte(`${path}->nextTry`, now)
        .neq(`${path}->>state`, 'failed')
        .order('created_at')
        .limit(limit)
        .abortSignal(signal())
        .throwOnError()
      const leased = data.map(stored).map((message) => save({ ...message, nextTry: leaseUntil }))
      return (await Promise.all(leased)).filter((message) => message !== undefined)
    },
    async fold(parts, digest) {
      // The digest is there before its parts are closed: a crash between repeats a lead, and loses none.
      await add(digest)
      const closed = parts.map((part) => save({ ...part, state: 'done', digestId: digest.id }))
      return (await Promise.all(closed)).every((part) => part !== undefined)
    },
    async ofBooking(bookingId) {
      const asked = table().select().eq(`${path}->>bookingId`, bookingId).order('created_at')
      return (await asked.abortSignal(signal()).throwOnError()).data.map(stored)
    },
    async open(limit) {
      const asked = table().select().eq('resolved', false).not(path, 'is', null)
      const { data } = await asked
        .order('created_at')
        .limit(limit)
        .abortSignal(signal())
        .throwOnError()
      return data.map(stored)
    },
    async knows(providerId) {
      const asked = table().select('id').eq(`${path}->>providerId`, providerId).limit(1)
      return (await asked.abortSignal(signal()).throwOnError()).data.length > 0
    },
    // The rows themselves tell when texts went out.
    noteText: async () => undefined,
    async textsSince(since) {
      const asked = table().select().gte(`${path}->startedAt`, since)
      const { data } = await asked.abortSignal(signal()).throwOnError()
      return data.map(stored).flatMap(sentText)
    },
  }
}

/** A message with the row it came from. */
type StoredMessage = OutboxMessage & { rowId: string; payload: Record<string, unknown> }

/** The row's version is the message's: a write that carries it loses to any newer one. */
function stored(row: { id: string; version: number; request_payload: Json | null }): StoredMessage {
  // Only this outbox writes rows with a message in them.
  const payload = row.request_payload as { message: unknown }
  const message = payload.message as OutboxMessage
  return { ...message, version: row.version, rowId: row.id, payload }
}

function sentText({ target, startedAt, clientId }: OutboxMessage): SentText[] {
  if (target?.channel !== 'sms' || startedAt === undefined) return []
  return [{ sentAt: startedAt, number: target.to, ...(clientId ? { clientId } : {}) }]
}
