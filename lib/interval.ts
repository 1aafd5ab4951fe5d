/** A span of time, half-open `[start, end)`, in epoch milliseconds. */
export type Interval = { start: number; end: number }
