/** A process dies at its `call`-th call of a port: before that takes effect, or after, unheard. */
export type Death = { call: number; after: boolean }

/** Makes ports die together: from then on none of their calls does or answers anything. */
export function mortality({ call, after }: Death): <Port extends object>(port: Port) => Port {
  let calls = 0
  const never = () => new Promise<never>(() => {})
  return (port) =>
    new Proxy(port, {
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
