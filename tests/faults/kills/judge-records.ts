import type { Booking } from '../../../lib/booking/booking.ts'
import type { Asked } from './judge-leads.ts'
import type { Records } from './records.ts'
import { brokers } from './world.ts'

/** What is wrong with the records by themselves: sound, closed, never older than before, and the same in both places. */
export function judgeRecords(records: Records, asked: Asked[]): string[] {
  const { integrity, pending, messages, wentBack, sharedWentBack, rows, shared } = records
  const open = messages.filter(({ state }) => state !== 'done' && state !== 'dropped')
  const strangers = shared.filter(({ id }) => !rows.some((row) => row.id === id))
  return [
    ...(integrity === 'ok' ? [] : [`the file says ${String(integrity)}`]),
    ...pending.map((operation) => `still queued: ${JSON.stringify(operation)}`),
    ...open.map(({ id, state }) => `message ${id} ends ${state}`),
    ...wentBack.map((row) => `went back in the file: ${JSON.stringify(row)}`),
    ...sharedWentBack.map((row) => `went back in Postgres: ${JSON.stringify(row)}`),
    ...strangers.map(({ callId }) => `${callId} stands in Postgres alone`),
    ...rows.flatMap((row) => judgePair(row, records, asked)),
    ...brokers.flatMap(({ id }) => judgeOrder(id, records)),
  ]
}

/**
 * Both places hold the same, but that a row Postgres refused at once is released beside the process alone,
 * and that Postgres, which is asked first, may have heard the answer to a repeat at which the process died
 * before the file did: nothing is due of such a row, and its next write brings both together.
 */
function judgePair(row: Booking, { shared }: Records, asked: Asked[]): string[] {
  const other = shared.find(({ id }) => id === row.id)
  if (!other) return row.state === 'released' ? [] : [`${row.callId} is not in Postgres`]
  const diedAt = asked.some(({ call, outcome }) => call === row.callId && outcome === undefined)
  const isAhead = diedAt && other.version === row.version + 1 && other.state === row.state
  const [here, there] = [row, isAhead ? { ...other, version: row.version } : other].map(briefly)
  return here === there ? [] : [`${row.callId} is ${here} here and ${there} in Postgres`]
}

function briefly({ state, version, slot, from, eventId, requestKey, conflict }: Booking): string {
  return JSON.stringify({ state, version, slot, from, eventId, requestKey, conflict })
}

/** Each client's operations reached Postgres in the order they were queued, whatever came more than once. */
function judgeOrder(client: string, { queued, replayed }: Records): string[] {
  const ofClient = queued.filter((one) => one.client === client).map(({ key }) => key)
  const wanted = [...new Set(ofClient)]
  const known = new Set(wanted)
  const came = [...new Set(replayed.filter((key) => known.has(key)))]
  const wrong = wanted.findIndex((key, i) => came[i] !== key)
  return wrong < 0 ? [] : [`queued ${wanted[wrong]}, replayed ${came[wrong]} in its place`]
}
