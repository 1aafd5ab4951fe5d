// Tries the real endpoints of a running service without leaving anything behind: nothing is booked.
//   node scripts/smoke.ts --url https://calendar.example.com [--connect IP] [--insecure] [--allow-down supabase,google]
// With RETELL_WEBHOOK_SECRET in the environment the signed paths are tried too. Exits 1 on the first list of failures.
import { parseArgs } from 'node:util'
import { config } from '../lib/config.ts'
import { serviceUrl } from './running.ts'
import { smokeCases } from './smoke-cases.ts'
import { requester } from './smoke-request.ts'

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: serviceUrl() },
    connect: { type: 'string' },
    insecure: { type: 'boolean', default: false },
    'allow-down': { type: 'string', default: '' },
  },
})
const send = requester({
  url: values.url,
  insecure: values.insecure,
  ...(values.connect && { connect: values.connect }),
})
const allowedDown = values['allow-down'].split(',').filter(Boolean)
const tried = smokeCases(config().RETELL_WEBHOOK_SECRET[0]).map(async (one) => ({
  ...one,
  problem: await send(one.sent).then(one.expected, String),
}))
let failures = 0
for (const { name, dependency, problem } of await Promise.all(tried)) {
  const excused = problem !== undefined && dependency && allowedDown.includes(dependency)
  if (problem && !excused) failures += 1
  console.log(
    `  ${problem ? (excused ? 'down  ' : 'FAILED') : 'ok    '} ${name}${problem ? `: ${problem}` : ''}`,
  )
}
process.exitCode = failures > 0 ? 1 : 0
