import type { Asked, Told } from './messages.ts'

/** Answers what the test asks this process, until it is told no more or killed. */
export function serve(answer: (asked: Asked) => Promise<Omit<Told, 'id'>>): void {
  process.on('message', (asked: Asked) => {
    void answer(asked).then((said) => process.send?.({ id: asked.id, ...said }))
  })
  process.send?.({ id: 'ready' } satisfies Told)
}
