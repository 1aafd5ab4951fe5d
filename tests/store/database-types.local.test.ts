import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { databaseTypes } from '../../lib/local/database-types.ts'
import { testDatabase } from '../support/stack.ts'

test('the committed types are those of the migrations (else: npm run types:generate)', async () => {
  const database = await testDatabase()
  try {
    const committed = readFileSync('lib/store/database.types.ts', 'utf8')
    expect(await databaseTypes(database.pool)).toBe(committed)
  } finally {
    await database.stop()
  }
})
