import { defineConfig } from 'vitest/config'

// Waits are long enough for a busy machine; nothing asserts how long anything took.
const expect = { poll: { timeout: 20_000 } }

// unit: no process beside the test's own. local: real PostgreSQL, PostgREST and the vendors' real
// clients over stand-ins, all on loopback.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          expect,
          testTimeout: 30_000,
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{local,heavy,browser,real}.test.ts'],
        },
      },
      {
        test: {
          name: 'local',
          expect,
          include: ['tests/**/*.local.test.ts'],
          globalSetup: ['tests/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        // Long, or needing apt packages: `.ci/run` installs what they need.
        test: {
          name: 'heavy',
          expect,
          include: ['tests/**/*.heavy.test.ts'],
          globalSetup: ['tests/support/postgres-server.ts'],
          testTimeout: 900_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // Needs Debian's chromium at /usr/bin/chromium; keeps pictures in build/screenshots.
        test: {
          name: 'browser',
          expect,
          include: ['tests/**/*.browser.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Against real accounts; skipped where their credentials are not in the environment.
        test: { name: 'real', include: ['tests/**/*.real.test.ts'], testTimeout: 60_000 },
      },
    ],
  },
})
