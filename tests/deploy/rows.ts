// Looks for acknowledged bookings in the database and, for those not there yet, in the local queue:
//   node rows.ts WORLD_ENV ACKNOWLEDGED QUEUE
// Prints how many there were and how many are in neither.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const [worldEnv = '', acknowledged = '', queue = ''] = process.argv.slice(2)
const env = Object.fromEntries(
  readFileSync(worldEnv, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
) as Record<string, string>
const calls = readFileSync(acknowledged, 'utf8').split('\n').filter(Boolean)
const key = env['SUPABASE_SERVICE_KEY'] ?? ''
const stored = new Set<string>()
for (let i = 0; i < calls.length; i += 50) {
  const some = calls.slice(i, i + 50).join(',')
  const response = await fetch(
    `${env['SUPABASE_URL']}/rest/v1/bookings?select=call_id,state&state=in.(booked,handed_over,unknown)&call_id=in.(${some})`,
    { headers: { apikey: key, authorization: `Bearer ${key}` } },
  )
  for (const row of (await response.json()) as { call_id: string }[]) stored.add(row.call_id)
}
const waiting = execFileSync('sqlite3', ['-readonly', queue, '.dump'], {
  encoding: 'utf8',
  maxBuffer: 1 << 28,
})
const missing = calls.filter((call) => !stored.has(call))
const lost = missing.filter(
  (call) => !waiting.includes(`"${call}"`) && !waiting.includes(`'${call}'`),
)
console.log(
  JSON.stringify({
    acknowledged: calls.length,
    stored: stored.size,
    queued: missing.length - lost.length,
    lost: lost.length,
  }),
)
process.exitCode = lost.length > 0 ? 1 : 0
