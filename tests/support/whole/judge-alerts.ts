import type { AdminAlert } from '../../../lib/messages/content.ts'
import type { OutboxMessage } from '../../../lib/messages/outbox.ts'
import { businessPhone, personalPhone, type World } from './world.ts'

const recoveries: { [Kind in AdminAlert['kind']]?: AdminAlert['kind'] } = {
  google_recovered: 'google_failing',
  supabase_recovered: 'supabase_down',
}
const alertAfterMs = 300_000
const steadyMs = 60_000

/** One alert an episode, and one recovery after it; Supabase's as often as its checks say. */
export function judgeAlerts(world: World): string[] {
  const { record, deployment } = world
  // A process that dies between telling and noting it tells again.
  if (record.interruptions.length > 0) return []
  const alerts = world.messages().filter(({ roles }) => roles?.includes('admin_email'))
  const repeated = [...Map.groupBy(alerts, episodeOf)].flatMap(([episode, of]) =>
    of.flatMap((alert, i) => judgeNext(world, of[i - 1], alert).map((why) => `${episode} ${why}`)),
  )
  const outages = alerts.filter(({ content }) => content.kind === 'supabase_down').length
  const expected = deployment === 'this process first' ? outagesIn(record.pings) : 0
  return outages === expected ? repeated : [...repeated, `${outages} alerts of ${expected} outages`]
}

/** What is wrong with an alert after the one before it in its episode's row. */
function judgeNext(
  world: World,
  before: OutboxMessage | undefined,
  alert: OutboxMessage,
): string[] {
  const isOpen = before !== undefined && !isRecovery(before)
  if (isRecovery(alert)) return isOpen ? [] : ['ended twice']
  return isOpen && !hasEndedBetween(world, before, alert) ? ['alerted twice'] : []
}

/** Whether what was alerted worked again in between, where no message says so. */
function hasEndedBetween({ record }: World, before: OutboxMessage, alert: OutboxMessage): boolean {
  const orderOf = ({ id }: OutboxMessage) => record.added.find((one) => one.id === id)?.order ?? 0
  const [from, until] = [orderOf(before), orderOf(alert)]
  const isBetween = ({ order }: { order: number }) => from < order && order < until
  const content = alert.content as AdminAlert
  if (content.kind === 'sms_rejected') {
    return record.attempts.some((one) => isBetween(one) && one.channel === 'sms' && one.heard)
  }
  if (content.kind !== 'unreachable_contact') return false
  const numbers: Record<string, string> = {
    business_phone: businessPhone,
    personal_phone: personalPhone,
  }
  const arrived = record.saved.filter((one) => isBetween(one) && one.state === 'done')
  return arrived.some(({ providerId }) => {
    const attempt = record.attempts.find((one) => one.landed === providerId)
    return attempt?.to === numbers[content.role] || providerId === undefined
  })
}

function isRecovery({ content }: OutboxMessage): boolean {
  return content.kind in recoveries
}

function episodeOf({ content }: OutboxMessage): string {
  const alert = content as AdminAlert
  const kind = recoveries[alert.kind] ?? alert.kind
  const whose = 'clientId' in alert ? (alert.clientId ?? '') : ''
  return `${kind} ${whose} ${'role' in alert ? alert.role : ''}`
}

/** Outages of five minutes and more, a minute of answers between two. */
function outagesIn(pings: World['record']['pings']): number {
  let downSince: number | undefined
  let upSince: number | undefined
  let isTold = false
  let outages = 0
  for (const { at, isUp } of pings) {
    if (isUp) {
      upSince ??= at
      if (!isTold || at - upSince >= steadyMs) [downSince, isTold] = [undefined, false]
      continue
    }
    upSince = undefined
    downSince ??= at
    if (isTold || at - downSince < alertAfterMs) continue
    isTold = true
    outages++
  }
  return outages
}
