import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { sentenceTables } from '../../../scripts/understand/sentence-table.ts'

const doc = readFileSync(new URL('../../../docs/understanding.md', import.meta.url), 'utf8')

/** The formatter pads the cells of a table; only their text counts. */
function cells(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))
}

it('docs/understanding.md shows the sentences the code says', () => {
  const shown = doc.slice(doc.indexOf('<!-- sentences -->'), doc.indexOf('<!-- /sentences -->'))
  expect(cells(shown)).toEqual(cells(sentenceTables()))
})
