/** One line of the results. */
export type Figure = {
  name: string
  floor?: string
  service: string
  ratio?: string
  target: string
  /** Undefined where there is nothing to hold it against. */
  isMet?: boolean
}

/** The value below which a share of the times lies; NaN of none. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`
}

/** A figure whose service and floor are compared; `most` is the ratio allowed, where one is. */
export function compared(
  name: string,
  { service, floor, most }: { service: number; floor: number; most?: number },
  shown: (value: number) => string = ms,
): Figure {
  const ratio = service / floor
  return {
    name,
    floor: shown(floor),
    service: shown(service),
    ratio: `${ratio.toFixed(2)}×`,
    target: most === undefined ? '' : `≤ ${most}×`,
    ...(most !== undefined && { isMet: ratio <= most }),
  }
}
