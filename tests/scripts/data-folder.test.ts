import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { dataFolder } from '../../scripts/data-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'data-folder-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('is made for its owner alone', () => {
  const made = join(folder, 'deep', 'data')
  dataFolder(made)
  dataFolder(made)
  expect(statSync(made).mode & 0o777).toBe(0o700)
})

it.each([
  ['a file', () => join(folder, 'file'), 'EEXIST'],
  ['below a file', () => join(folder, 'file', 'data'), 'ENOTDIR'],
])('%s is refused with what to do', (_, path, code) => {
  writeFileSync(join(folder, 'file'), '')
  expect(() => dataFolder(path())).toThrow(
    `DATA_DIR ${path()} cannot be made or written (${code}). Set it to a folder this user may write.`,
  )
})
