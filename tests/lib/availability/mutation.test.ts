// Shows that the comparison with the reference would notice: each planted bug must make an answer differ.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import type { findSlots } from '../../../lib/availability/find-slots.ts'
import { mutants } from './mutants.ts'
import type { Mutant } from './mutants.ts'
import { randomWeek } from './random-week.ts'
import { referenceSlots } from './reference.ts'

type FindSlots = typeof findSlots

const root = fileURLToPath(new URL('../../../', import.meta.url))
const copies = mkdtempSync(join(tmpdir(), 'slots-'))
symlinkSync(join(root, 'node_modules'), join(copies, 'node_modules'))
afterAll(() => rmSync(copies, { recursive: true }))

/** Slot finding with one planted bug, loaded from a copy of its own. */
async function planted({ file, from, to }: Mutant, name: string): Promise<FindSlots> {
  const lib = join(copies, name, 'lib')
  for (const part of ['availability', 'timezones.ts', 'interval.ts', 'time-request/types.ts']) {
    cpSync(join(root, 'lib', part), join(lib, part), { recursive: true })
  }
  const path = join(lib, 'availability', file)
  const source = readFileSync(path, 'utf8')
  expect(source.split(from), `"${from}" must stand once in ${file}`).toHaveLength(2)
  writeFileSync(
    path,
    source.replace(from, () => to),
  )
  const url = pathToFileURL(join(lib, 'availability/find-slots.ts')).href
  const module = (await import(/* @vite-ignore */ url)) as { findSlots: FindSlots }
  return module.findSlots
}

const weeks = Array.from({ length: 400 }, (_, i) => randomWeek(5000 + i))
const expected = new Map<number, unknown>()

function isCaught(find: FindSlots): boolean {
  return weeks.some((week, i) => {
    if (!expected.has(i)) expected.set(i, referenceSlots(week))
    return !isDeepStrictEqual(find(week), expected.get(i))
  })
}

describe('the comparison with the reference notices each planted bug', () => {
  it('and lets the unchanged code pass', { timeout: 60_000 }, async () => {
    const unchanged = {
      bug: 'none',
      file: 'find-slots.ts',
      from: 'const earliest',
      to: 'const earliest',
    }
    expect(isCaught(await planted(unchanged, 'unchanged'))).toBe(false)
  })

  it.each(mutants.map((mutant, i) => [mutant.bug, mutant, i] as const))(
    '%s',
    { timeout: 60_000 },
    async (_bug, mutant, i) => {
      expect(isCaught(await planted(mutant, `mutant-${i}`))).toBe(true)
    },
  )
})
