import type { BookDeps } from '../../lib/booking/request.ts'

/** A process dies at its `call`-th call of a port: before that takes effect, or after, unheard. */
export type Death = { call: number; after: boolean }

/** The same world for a process that dies: from then on none of its calls does or answers anything. */
export function mortal(deps: BookDeps, { call, after }: Death): BookDeps {
  let calls = 0
  const never = () => new Promise<never>(() => {})
  function dying<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver)
        if (typeof member !== 'function') return member
        return async (...args: unknown[]) => {
          calls++
          if (calls > call || (calls === call && !after)) return never()
          const answer: unknown = await member.apply(target, args)
          return calls >= call ? never() : answer
        }
      },
    })
  }
  return {
    ...deps,
    claims: dying(deps.claims),
    calendar: dying(deps.calendar),
    handOvers: dying(deps.handOvers),
  }
}
