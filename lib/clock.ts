/** The only way to the time: production reads the machine's, tests and local mode turn their own. */
export type Clock = {
  /** Epoch milliseconds. */
  now(): number
  /** Resolves after `ms` of this clock; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Calls `run` once, `ms` from now by this clock; the returned function cancels. Never keeps a process alive. */
  timer(ms: number, run: () => void): () => void
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleepOn(systemClock, ms, signal),
  timer(ms, run) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** A clock that stands still until turned. */
export type TurnedClock = Clock & {
  /** Moves time forward, running what falls due in order and letting each run's promises settle. */
  advance(ms: number): Promise<void>
  /** Jumps to an instant without running anything due in between. */
  set(now: number): void
}

/**
 * A clock for tests and local mode, standing at `start` (epoch ms). `settle` resolves once what was set
 * going has come to rest; time moves on no sooner.
 */
export function turnedClock(start: number, settle = promisesRun): TurnedClock {
  let now = start
  let pending: { at: number; run: () => void }[] = []
  const clock: TurnedClock = {
    now: () => now,
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    timer(ms, run) {
      const entry = { at: now + ms, run }
      pending.push(entry)
      return () => {
        pending = pending.filter((other) => other !== entry)
      }
    },
    async advance(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = pending.filter((p) => p.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        pending = pending.filter((other) => other !== next)
        now = Math.max(now, next.at)
        next.run()
        await settle()
      }
      now = end
    },
    set(to) {
      now = to
    },
  }
  return clock
}

function sleepOn(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error)
    const abort = () => {
      cancel()
      reject(signal?.reason as Error)
    }
    const cancel = clock.timer(ms, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
}

/** Lets promise callbacks and immediate I/O run. */
export async function promisesRun(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** Milliseconds since it was made, with fractions: for telling how long something took, never for deciding. */
export function stopwatch(): () => number {
  const started = performance.now()
  return () => performance.now() - started
}
