import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { chart } from './chart.ts'
import { percentile, type Figure } from './figures.ts'
import type { WarmTimes } from './measure/warm.ts'

const folder = join(import.meta.dirname, '../../docs/bench')

/** Writes docs/bench/results.md and chart.svg. */
export function writeReport(figures: Figure[], times: WarmTimes, how: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'chart.svg'), chart(times))
  writeFileSync(join(folder, 'results.md'), page(figures, times, how))
}

function page(figures: Figure[], times: WarmTimes, how: string): string {
  const load = loadavg().map((value) => value.toFixed(1))
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB`
  const cells = figures.map(({ name, floor = '', service, ratio = '', target, isMet }) =>
    [name, floor, service, ratio, target, verdict(isMet)].join(' | '),
  )
  return `# Results

${new Date().toISOString().slice(0, 10)}, \`${how}\`, Node ${process.version}, ${machine}. The machine was shared:
its load stood at ${load.join(', ')} at the end, so read the ratios, not the times. How they are made: README.md.

| What | Floor | Service | Ratio | Target | |
| --- | --: | --: | --: | --: | --- |
${cells.map((cell) => `| ${cell} |`).join('\n')}

![Times of a warm check, floor and service](chart.svg)

Warm check, percentiles in ms (floor / service): ${[50, 90, 99, 99.9].map((p) => `p${p} ${both(times, p)}`).join(', ')}.
`
}

function both({ floor, service }: WarmTimes, p: number): string {
  return [floor, service].map((times) => percentile(times, p / 100).toFixed(1)).join(' / ')
}

function verdict(isMet: boolean | undefined): string {
  if (isMet === undefined) return ''
  return isMet ? 'met' : '**missed**'
}
