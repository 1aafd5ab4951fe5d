import { percentile } from './figures.ts'
import type { WarmTimes } from './measure/warm.ts'

const size = { width: 640, height: 300, left: 56, right: 16, top: 28, bottom: 44 }
const marks = [0, 0.5, 0.9, 0.99, 0.999]
const lines = { floor: '#6b7280', service: '#2563eb' } as const

/** Times over percentiles as an SVG picture; the further right, the rarer the wait. */
export function chart(times: WarmTimes): string {
  const most = Math.max(percentile(times.floor, 0.999), percentile(times.service, 0.999)) * 1.1
  const x = (share: number) => size.left + (nines(share) / nines(0.999)) * inner().width
  const y = (ms: number) => size.top + inner().height * (1 - ms / most)
  const shares = Array.from({ length: 121 }, (_, i) => 1 - 10 ** -((i / 120) * 3))
  const drawn = (['floor', 'service'] as const).map((side, i) => {
    const points = shares.map((share) => `${at(x(share))},${at(y(percentile(times[side], share)))}`)
    const line = `<polyline fill="none" stroke="${lines[side]}" stroke-width="2" points="${points.join(' ')}"/>`
    return `${line}<text x="${size.left + 8 + i * 90}" y="18" fill="${lines[side]}">${side}</text>`
  })
  const below = marks.map(
    (share) =>
      `<text x="${at(x(share))}" y="${size.height - 22}" text-anchor="middle">p${share * 100}</text>`,
  )
  const beside = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const height = at(y(most * part))
    const rule = `<line x1="${size.left}" x2="${size.width - size.right}" y1="${height}" y2="${height}" stroke="#e5e7eb"/>`
    return `${rule}<text x="${size.left - 6}" y="${height}" dy="4" text-anchor="end">${Math.round(most * part)}</text>`
  })
  const name = `<text x="${size.width / 2}" y="${size.height - 4}" text-anchor="middle">Warm check at 80 ms to Google: ms by percentile</text>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12" role="img">
<rect width="100%" height="100%" fill="#ffffff"/>
${[...beside, ...below, name, ...drawn].join('\n')}
</svg>
`
}

function inner(): { width: number; height: number } {
  const { width, height, left, right, top, bottom } = size
  return { width: width - left - right, height: height - top - bottom }
}

function nines(share: number): number {
  return -Math.log10(1 - share)
}

function at(value: number): string {
  return value.toFixed(1)
}
