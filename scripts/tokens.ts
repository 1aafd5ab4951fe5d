// Google tokens at rest:
//   npm run tokens -- rotate     seals all of them with ENCRYPTION_KEY; ENCRYPTION_KEYS_OLD still opens them
import { systemClock } from '../lib/clock.ts'
import { config } from '../lib/config.ts'
import { deadlineIn } from '../lib/deadline.ts'
import { hostSupabase } from '../lib/store/supabase.ts'
import { tokenRows } from '../lib/store/token-rows.ts'
import { configuredKeys } from '../lib/tokens/keys.ts'
import { rotateTokens } from '../lib/tokens/rotate-tokens.ts'
import { operate } from './operate.ts'

if (process.argv[2] !== 'rotate' || process.argv.length > 3) {
  console.error('Usage: npm run tokens -- rotate')
  process.exit(2)
}
await operate(rotate, 'Stopped; run it again, for what is done stays done')

async function rotate(): Promise<void> {
  const keys = configuredKeys(config())
  const report = await rotateTokens(tokenRows(hostSupabase({})), keys, () =>
    deadlineIn(systemClock, 10_000),
  )
  console.log(`${report.resealed} sealed anew, ${report.current} were current already.`)
  if (report.changed > 0) {
    console.log(`${report.changed} were written meanwhile: run it again.`)
    process.exitCode = 1
  }
  if (report.unreadable.length > 0) {
    console.log('No known key opens the tokens of these clients; they must connect again:')
    for (const id of report.unreadable) console.log(`  ${id}`)
    process.exitCode = 1
  }
  if (process.exitCode === undefined)
    console.log('ENCRYPTION_KEYS_OLD is no longer needed for them.')
}
