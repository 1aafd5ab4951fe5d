// Which time zone data is in use, where this runtime's own differs, and whether a newer package is published.
//   npm run zones [-- --all]      --all: every zone, not only North America's
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' }
import { systemClock } from '../lib/clock.ts'
import { isoUtc, zoneDataVersion } from '../lib/timezones.ts'
import { zoneDifferences } from '../lib/timezones/zone-differences.ts'

const packageName = 'moment-timezone'
const require = createRequire(import.meta.url)

const installed = (
  JSON.parse(readFileSync(require.resolve(`${packageName}/package.json`), 'utf8')) as {
    version: string
  }
).version
console.log(`in use:   IANA ${zoneDataVersion}, from ${packageName} ${installed}`)
console.log(`runtime:  IANA ${process.versions.tz ?? 'unknown'}, Node ${process.versions.node}`)

const now = systemClock.now()
const names = [...packed.zones, ...packed.links.map((link) => link.split('|')[1] ?? '')].map(
  (zone) => zone.split('|')[0] as string,
)
const all = process.argv.includes('--all')
const asked = names.filter((zone) => all || /^(America|Canada|US|Pacific\/Honolulu)/.test(zone))
const differences = zoneDifferences(asked, now, now + 2 * 366 * 86_400_000)
if (differences.length === 0)
  console.log(`agree:    all ${asked.length} zones, for two years from now`)
for (const { zone, at, ours, runtime } of differences) {
  const theirs =
    runtime === undefined ? 'unknown to the runtime' : `the runtime says ${hours(runtime)}`
  console.log(
    `differs:  ${zone} from ${isoUtc(at).slice(0, 10)} on: ${hours(ours)} by law, ${theirs}`,
  )
}
console.log(`newest:   ${await newest()}`)

function hours(minutes: number): string {
  const size = Math.abs(minutes)
  const hh = String(Math.trunc(size / 60)).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${hh}:${String(size % 60).padStart(2, '0')}`
}

async function newest(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('npm', ['view', packageName, 'version'], {
      timeout: 15_000,
    })
    const version = stdout.trim()
    return version === installed
      ? `${packageName} ${version} is the one in use`
      : `${packageName} ${version} is published: npm install --save-exact ${packageName}@${version}`
  } catch {
    return 'not known: the package registry cannot be reached from here'
  }
}
