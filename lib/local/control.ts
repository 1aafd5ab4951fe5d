import { Hono } from 'hono'

/**
 * A fault to inject into a stand-in. `on` names the operation (`events.insert`, `messages.create`, …;
 * `*` is any); `times` is how often it strikes (default 1; 0 is until cleared).
 * - status: answer with `status`, the vendor's `reason` and optional `retryAfter` seconds; no effect
 * - hang: never answer; no effect — reset: cut the connection; no effect
 * - slow: take effect, answer after `ms` of real time
 * - lost: take effect, then cut the connection without an answer
 * - late: cut the connection now, take effect `ms` later by the stand-in's clock
 * - twice: (events.insert) accept a repeated id once more instead of 409
 */
export type Fault = {
  on: string
  kind: 'status' | 'hang' | 'reset' | 'slow' | 'lost' | 'late' | 'twice'
  status?: number
  reason?: string
  retryAfter?: number
  ms?: number
  times?: number
}

/** The one way every stand-in is made to fail and its clock is turned. */
export type Control = {
  /** The stand-in's time: real time plus what it was turned by, or a test's own clock. */
  now: () => number
  /** The next fault that strikes `operation` (and suits, when asked), used up by the asking. */
  take: (operation: string, suits?: (fault: Fault) => boolean) => Fault | undefined
  /** Injects a fault. */
  inject: (fault: Fault) => void
  /** Removes all faults. */
  clear: () => void
  /** Keeps an effect until the stand-in's clock has moved on by `ms`. */
  later: (ms: number, effect: () => Promise<unknown>) => void
  /** Lets what has fallen due happen, in order: asked before anything is looked at. */
  settle: () => Promise<void>
  /** The control route, mounted only in local mode and tests. */
  routes: Hono
}

/** A control over `now` (epoch ms). */
export function localControl(now: () => number): Control {
  let faults: Fault[] = []
  let turnedBy = 0
  let pending: { at: number; effect: () => Promise<unknown> }[] = []
  const control: Control = {
    now: () => now() + turnedBy,
    take(operation, suits = () => true) {
      const fault = faults.find((f) => (f.on === '*' || f.on === operation) && suits(f))
      if (!fault || fault.times === 0) return fault
      fault.times = (fault.times ?? 1) - 1
      if (fault.times === 0) faults = faults.filter((f) => f !== fault)
      return fault
    },
    inject: (fault) => void faults.push({ ...fault }),
    clear: () => {
      faults = []
    },
    later: (ms, effect) => void pending.push({ at: control.now() + ms, effect }),
    async settle() {
      for (;;) {
        const next = pending
          .filter((entry) => entry.at <= control.now())
          .sort((a, b) => a.at - b.at)[0]
        if (!next) return
        pending = pending.filter((entry) => entry !== next)
        await next.effect()
      }
    },
    routes: new Hono(),
  }
  mountRoutes(control, (ms) => {
    turnedBy += ms
  })
  return control
}

function mountRoutes(control: Control, turn: (ms: number) => void): void {
  control.routes.post('/faults', async (c) => {
    control.inject(await c.req.json<Fault>())
    return c.body(null, 204)
  })
  control.routes.delete('/faults', (c) => {
    control.clear()
    return c.body(null, 204)
  })
  control.routes.post('/clock', async (c) => {
    const { advanceMs } = await c.req.json<{ advanceMs: number }>()
    turn(advanceMs)
    await control.settle()
    return c.json({ now: control.now() })
  })
}
