import type { AdminAlert } from '../../../lib/messages/content.ts'
import type { World } from './world.ts'

const recoveries: { [Kind in AdminAlert['kind']]?: AdminAlert['kind'] } = {
  google_recovered: 'google_failing',
  supabase_recovered: 'supabase_down',
}
const alertAfterMs = 300_000
const steadyMs = 60_000

/** One alert an episode, and one recovery after it; Supabase's as often as its checks say. */
export function judgeAlerts(world: World): string[] {
  const { record, deployment } = world
  const alerts = world
    .messages()
    .filter(({ roles }) => roles?.includes('admin_email'))
    .map(({ content }) => content as AdminAlert)
  const wrong = [...Map.groupBy(alerts, episodeOf)].flatMap(([episode, of]) =>
    of.flatMap((alert, i) => {
      const isEnd = alert.kind in recoveries
      const before = of[i - 1]
      const isOpen = before !== undefined && !(before.kind in recoveries)
      if (isEnd && !isOpen) return [`${episode} ended twice`]
      return !isEnd && isOpen && hasRecovery(alert) ? [`${episode} alerted twice`] : []
    }),
  )
  const outages = alerts.filter(({ kind }) => kind === 'supabase_down').length
  const expected = deployment === 'this process first' ? outagesIn(record.pings) : 0
  if (outages !== expected) wrong.push(`${outages} alerts of ${expected} outages`)
  // A process that dies between telling and noting it tells again.
  return record.interruptions.length > 0 ? [] : wrong
}

function hasRecovery({ kind }: AdminAlert): boolean {
  return Object.values(recoveries).includes(kind)
}

function episodeOf(alert: AdminAlert): string {
  const kind = recoveries[alert.kind] ?? alert.kind
  return `${kind} ${'clientId' in alert ? alert.clientId : ''}`
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
