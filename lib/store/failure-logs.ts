import type { Deadline } from '../deadline.ts'
import type { Database, Json } from './database.types.ts'
import type { Supabase } from './supabase.ts'
import { isoUtc } from '../timezones.ts'

/** What failed: the owner's four, and ours. */
export type ErrorType =
  | 'google_api'
  | 'oauth_refresh'
  | 'supabase'
  | 'twilio'
  | 'smtp'
  | 'n8n'
  | 'unknown_outcome'

/** A failure as it is recorded. */
export type FailureLog = {
  /** A UUID of ours: recorded twice, it is there once. */
  id: string
  clientId?: string
  errorType: ErrorType
  message?: string
  /** What was asked; goes after the retention time. */
  payload?: Json
  /** Epoch ms. */
  createdAt: number
}

/** A recorded failure and where it stands. */
export type RecordedFailure = FailureLog & {
  retryCount: number
  resolved: boolean
  version: number
}

/** The failure log. Throws VendorFailure('supabase', …). */
export type FailureLogs = {
  add(failure: FailureLog, deadline: Deadline): Promise<void>
  /** Changes a failure still at `version`; false when it has changed meanwhile or is not there. */
  update(
    failure: Pick<RecordedFailure, 'id' | 'version'>,
    change: { retryCount?: number; resolved?: boolean },
    deadline: Deadline,
  ): Promise<boolean>
  /** Unresolved ones, the oldest first. */
  open(
    asked: { errorTypes?: readonly ErrorType[]; limit: number },
    deadline: Deadline,
  ): Promise<RecordedFailure[]>
  /** Resolves a client's refreshes that failed: over with a new consent. Hand-overs, which hold what was asked, stay. */
  resolveRefreshes(clientId: string, deadline: Deadline): Promise<void>
  /** Erases what was asked, of failures before an instant (epoch ms). */
  erasePayloads(before: number, deadline: Deadline): Promise<void>
}

type Row = Database['public']['Tables']['failure_logs']['Row']

/** The `failure_logs` of one database. */
export function failureLogs(db: Supabase): FailureLogs {
  const table = () => db.from('failure_logs')
  return {
    async add(failure, { signal }) {
      const row = {
        id: failure.id,
        client_id: failure.clientId ?? null,
        error_type: failure.errorType,
        error_message: failure.message ?? null,
        request_payload: failure.payload ?? null,
        created_at: isoUtc(failure.createdAt),
      }
      const put = table().upsert(row, { onConflict: 'id', ignoreDuplicates: true })
      await put.abortSignal(signal).throwOnError()
    },
    async update({ id, version }, { retryCount, resolved }, { signal }) {
      const change = {
        ...(retryCount !== undefined && { retry_count: retryCount }),
        ...(resolved !== undefined && { resolved }),
      }
      const asked = table().update(change).eq('id', id).eq('version', version).select('id')
      return (await asked.abortSignal(signal).throwOnError()).data.length === 1
    },
    async open({ errorTypes, limit }, { signal }) {
      const all = table().select().eq('resolved', false)
      const asked = errorTypes ? all.in('error_type', [...errorTypes]) : all
      const { data } = await asked
        .order('created_at')
        .limit(limit)
        .abortSignal(signal)
        .throwOnError()
      return data.map(recorded)
    },
    async resolveRefreshes(clientId, { signal }) {
      const failed = table()
        .update({ resolved: true })
        .eq('client_id', clientId)
        .eq('error_type', 'oauth_refresh')
        .eq('resolved', false)
        .is('request_payload', null)
      await failed.abortSignal(signal).throwOnError()
    },
    async erasePayloads(before, { signal }) {
      const old = table()
        .update({ request_payload: null })
        .lt('created_at', isoUtc(before))
        .not('request_payload', 'is', null)
      await old.abortSignal(signal).throwOnError()
    },
  }
}

function recorded(row: Row): RecordedFailure {
  return {
    id: row.id,
    ...(row.client_id !== null && { clientId: row.client_id }),
    // Only this service writes the table.
    errorType: row.error_type as ErrorType,
    ...(row.error_message !== null && { message: row.error_message }),
    ...(row.request_payload !== null && { payload: row.request_payload }),
    createdAt: Date.parse(row.created_at),
    retryCount: row.retry_count,
    resolved: row.resolved,
    version: row.version,
  }
}
