/** What is remembered of an outage of Supabase between checks. Epoch ms. */
export type Outage = {
  downSince: number
  /** The operator was told. */
  alerted: boolean
  /** It answers again, since then. */
  upSince?: number
}

/** What a check means for the operator. */
export type WatchStep = {
  outage: Outage | undefined
  alert?: { kind: 'supabase_down' } | { kind: 'supabase_recovered'; until: number }
}

const alertAfterMs = 300_000
/** An answer between failures is not a recovery yet: flapping stays one episode. */
const steadyMs = 60_000

/** One connectivity check: down for five minutes alerts once, a steady recovery once. */
export function watchStep(outage: Outage | undefined, isUp: boolean, now: number): WatchStep {
  if (!isUp) return stillDown(outage ?? { downSince: now, alerted: false }, now)
  if (!outage?.alerted) return { outage: undefined }
  const upSince = outage.upSince ?? now
  if (now - upSince < steadyMs) return { outage: { ...outage, upSince } }
  return { outage: undefined, alert: { kind: 'supabase_recovered', until: upSince } }
}

function stillDown({ downSince, alerted }: Outage, now: number): WatchStep {
  const isDue = !alerted && now - downSince >= alertAfterMs
  const outage = { downSince, alerted: alerted || isDue }
  return isDue ? { outage, alert: { kind: 'supabase_down' } } : { outage }
}
