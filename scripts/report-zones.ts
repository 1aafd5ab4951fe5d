import { systemClock } from '../lib/clock.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { describe } from '../lib/endpoint/canonical-line.ts'
import type { Host } from '../lib/host.ts'
import { log } from '../lib/log.ts'
import { operateClients } from '../lib/store/operate-clients.ts'
import { hostSupabase } from '../lib/store/supabase.ts'
import { zoneDifferences } from '../lib/timezones/zone-differences.ts'

const yearMs = 366 * 86_400_000

/** Logs each zone in use that the runtime's own data reads differently within a year: the service itself is right, other tools on the machine may not be. */
export async function reportZones(host: Pick<Host, 'queue'>): Promise<void> {
  try {
    const now = systemClock.now()
    const rows = await operateClients(hostSupabase(host)).list(deadlineIn(systemClock, 10_000))
    const zones = [...new Set(rows.map(({ timezone }) => timezone))]
    for (const { zone } of zoneDifferences(zones, now, now + yearMs)) {
      log().warn({ event: 'runtime_zone_data_differs', reason: zone })
    }
  } catch (error) {
    log().warn({ event: 'zones_not_checked', cause: describe(error) })
  }
}
