import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

test('an older Node is told what the service needs and how it gets there', () => {
  const older = spawnSync('node_modules/node22/bin/node', ['scripts/start.js'], {
    encoding: 'utf8',
  })
  expect(older.status).toBe(1)
  expect(older.stderr).toMatch(
    /^The calendar service needs Node 26; this is v22\..+link-node\.js.+\n$/,
  )
})

// A name that a still older Node does not export would end it before the sentence.
test('the entry imports nothing before it has looked', () => {
  expect(readFileSync('scripts/start.js', 'utf8')).not.toMatch(/^import /m)
})
