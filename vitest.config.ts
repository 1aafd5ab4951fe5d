import { defineConfig } from 'vitest/config'

// unit: no process beside the test's own. local: real PostgreSQL, PostgREST and the vendors' real
// clients over stand-ins, all on loopback.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{local,heavy,browser,real}.test.ts'],
        },
      },
      {
        test: {
          name: 'local',
          include: ['tests/**/*.local.test.ts'],
          globalSetup: ['tests/support/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
