/** A process dies at its `call`-th call of a port: before that takes effect, or after, unheard. */
export type Death = { call: number; after: boolean }

/** A process's life: its ports work until it is over, and from then on nothing they are told has an effect. */
export type Life = {
  /** The port, whose calls never answer once the life is over. */
  dies<Port extends object>(port: Port): Port
  /** The port of calls that answer at once: these throw. */
  diesAtOnce<Port extends object>(port: Port): Port
  /** Counts to the death from here on. */
  end(death: Death): void
  isOver(): boolean
}

/** Makes ports die together: from then on none of their calls does or answers anything. */
export function mortality(death: Death): <Port extends object>(port: Port) => Port {
  const life = mortalLife()
  life.end(death)
  return (port) => life.dies(port)
}

/** A life without an end as yet. `over` is called when it comes. */
export function mortalLife(over: () => void = () => undefined): Life {
  let left = Infinity
  let after = false
  let isOver = false
  const never = () => new Promise<never>(() => {})

  /** Whether this call still takes effect, and is the one it dies at. */
  function next(): { lives: boolean; last: boolean } {
    if (isOver) return { lives: false, last: false }
    left--
    isOver = left <= 0
    return { lives: !isOver || after, last: isOver }
  }

  return {
    dies: (port) =>
      withCalls(port, async (call) => {
        const { lives, last } = next()
        if (last && !lives) over()
        if (!lives) return never()
        const [answer] = await Promise.allSettled([call()])
        if (last) over()
        if (isOver) return never()
        if (answer.status === 'rejected') throw answer.reason
        return answer.value
      }),
    diesAtOnce: (port) =>
      withCalls(port, (call) => {
        const { lives, last } = next()
        const answer = lives ? call() : undefined
        if (last) over()
        if (isOver) throw new Died()
        return answer
      }),
    end(death) {
      left = death.call
      after = death.after
    },
    isOver: () => isOver,
  }
}

/** What happens to a process that is no more, where something must happen at once. */
export class Died extends Error {
  override name = 'Died'
}

/** The port, each of whose calls is made by `around`. */
export function withCalls<Port extends object>(
  port: Port,
  around: (call: () => unknown, args: unknown[], name: string) => unknown,
): Port {
  return new Proxy(port, {
    get(target, name, receiver) {
      const member: unknown = Reflect.get(target, name, receiver)
      if (typeof member !== 'function') return member
      return (...args: unknown[]) =>
        around(() => member.apply(target, args) as unknown, args, String(name))
    },
  })
}
