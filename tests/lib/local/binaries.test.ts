import { expect, test } from 'vitest'
import { findBinaries } from '../../../lib/local/binaries.ts'

test('where the programs are not installed the way out is named', () => {
  expect(() => findBinaries('/nowhere')).toThrow('Set SUPABASE_URL and SUPABASE_SERVICE_KEY')
  expect(() => findBinaries('/nowhere')).toThrow('optional dependencies')
})
