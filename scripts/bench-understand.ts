// How long our reader takes on fresh phrases, beside chrono-node in the same run, and what importing costs.
//   npm run bench:understand [-- phrases]     phrases: how many fresh ones, 20000 unless told
import { execFileSync } from 'node:child_process'
import * as chrono from 'chrono-node/en'
import { read } from '../lib/time-request/read.ts'
import { phrases } from './understand/phrases.ts'

const count = Number(process.argv[2] ?? 20_000)
const zone = 'America/Toronto'
const now = Date.parse('2026-03-04T10:15:00-05:00')
const context = { now, zone, clientZone: zone, hours: { open: 540, close: 1200 } }
const reference = { instant: new Date(now), timezone: -300 }

const readers: Record<string, (words: string) => unknown> = {
  ours: (words) => read(words, context),
  'chrono-node': (words) => chrono.parse(words, reference, { forwardDate: true }),
}

const fresh = phrases(count, 1)
const warm = phrases(2000, 2)
for (const one of Object.values(readers)) for (const words of warm) one(words)

/** Microseconds of every phrase; the readers take turns, so that both meet the same machine. */
const taken: Record<string, number[]> = { ours: [], 'chrono-node': [] }
for (const words of fresh) {
  for (const [name, one] of Object.entries(readers)) {
    const start = process.hrtime.bigint()
    one(words)
    taken[name]?.push(Number(process.hrtime.bigint() - start) / 1000)
  }
}

console.log(`${count} fresh phrases, µs each (Node ${process.versions.node})`)
console.log(row('', ['median', 'mean', 'p90', 'p99', 'most', 'p99/median']))
const medians: number[] = []
for (const [name, times] of Object.entries(taken)) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length
  medians.push(at(0.5))
  const figures = [at(0.5), mean, at(0.9), at(0.99), at(1), at(0.99) / at(0.5)]
  console.log(
    row(
      name,
      figures.map((figure) => figure.toFixed(1)),
    ),
  )
}
const [ours = 0, theirs = 1] = medians
console.log(`ours takes ${(ours / theirs).toFixed(2)} times chrono-node's median`)

console.log('\nimport, ms in a fresh process (median of 7)')
console.log(row('ours', [imported('../lib/time-request/read.ts')]))
console.log(row('chrono-node/en', [imported('chrono-node/en')]))

function imported(specifier: string): string {
  const code = `const t=process.hrtime.bigint();await import(${JSON.stringify(specifier)});console.log(Number(process.hrtime.bigint()-t)/1e6)`
  const runs = Array.from({ length: 7 }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      }),
    ),
  ).sort((a, b) => a - b)
  return (runs[3] as number).toFixed(0)
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(16) + cells.map((cell) => cell.padStart(11)).join('')
}
