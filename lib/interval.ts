/** A span of time, half-open `[start, end)`, in epoch milliseconds. */
export type Interval = { start: number; end: number }

/** How long a span is, in whole minutes. */
export function minutesOf({ start, end }: Interval): number {
  return Math.round((end - start) / 60_000)
}
