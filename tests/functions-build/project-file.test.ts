import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { operatorVariables, projectFile } from '../../scripts/functions/project-file.ts'
import { projectProblems } from '../../scripts/functions/project-schema.ts'

const good = projectFile(['book', 'run-cycle'], 'abc1234')

/** The project with one function changed. */
function withFunction(change: object): unknown {
  const [only] = good.packages
  return { packages: [{ ...only, functions: [{ ...only?.functions[0], ...change }] }] }
}

describe('project.yml', () => {
  it('has keys Digital Ocean knows', () => {
    expect(projectProblems(good)).toEqual([])
  })

  it('keeps the cycle off the web and runs it each minute', () => {
    const [book, cycle] = good.packages[0]?.functions ?? []
    expect(book).toMatchObject({ web: 'raw', runtime: 'nodejs:22' })
    expect(book?.triggers).toBeUndefined()
    expect(cycle).toMatchObject({
      web: false,
      triggers: [{ type: 'scheduled', scheduledDetails: { cron: '* * * * *' } }],
    })
  })

  it('holds no value of a variable the operator sets', () => {
    const values = good.packages[0]?.environment ?? {}
    for (const name of operatorVariables()) expect(values[name]).toBe(`\${${name}}`)
  })

  it('names every variable of .env.example that means something there', () => {
    const documented = [
      ...readFileSync('.env.example', 'utf8').matchAll(/^(?:# )?([A-Z][A-Z0-9_]*)=/gm),
    ].map(([, name]) => name)
    const named = Object.keys(good.packages[0]?.environment ?? {})
    expect(documented.filter((name) => !named.includes(String(name)))).toEqual(['PORT', 'HOST'])
  })

  it.each<[string, unknown, string]>([
    ['an unknown key at the top', { ...good, function: [] }, 'function'],
    ['an unknown key of a function', withFunction({ timeout: 3000 }), 'timeout'],
    ['a parsed body', withFunction({ web: true }), 'web'],
    ['an older runtime', withFunction({ runtime: 'nodejs:14' }), 'runtime'],
    [
      'a limit it does not know',
      withFunction({ limits: { timeout: 1000, memory: 300 } }),
      'memory',
    ],
    ['16 minutes', withFunction({ limits: { timeout: 960_000, memory: 512 } }), 'timeout'],
    [
      'seconds in a schedule',
      withFunction({
        triggers: [{ name: 'a', type: 'scheduled', scheduledDetails: { cron: '*/30 * * * * *' } }],
      }),
      'cron',
    ],
    [
      'a number in the environment',
      { packages: [{ ...good.packages[0], environment: { PORT: 3000 } }] },
      'PORT',
    ],
  ])('is refused with %s', (_name, project, said) => {
    expect(projectProblems(project).join('\n')).toContain(said)
  })

  it('is refused with more scheduled functions than a namespace holds', () => {
    const four = projectFile(['run-cycle', 'run-cycle', 'run-cycle', 'run-cycle'], 'abc1234')
    expect(projectProblems(four).join()).toContain('three scheduled triggers')
  })
})
