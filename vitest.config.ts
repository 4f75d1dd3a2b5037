import { defineConfig } from 'vitest/config'

const pool = 'forks' as const
/** On a shared machine a browser or a killed process may be late once; vitest says aloud what was tried again. */
const retry = process.env['CI'] ? 1 : 0

/** `unit`: one file at a time shows. `house`: what spans processes. Then, one after another: `journeys`: a browser. `real`: outside servers. */
export default defineConfig({
  test: {
    pool,
    maxWorkers: 2,
    retry,
    passWithNoTests: false,
    // Views follow the log; on a busy machine they may take a while.
    expect: { poll: { timeout: 15_000 } },
    env: { MINSHENG_FULL: process.env['CI'] ? '1' : '0' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{services,projections,telephony,analytics,ui,deploy}/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['test/contracts/**/*.test.ts', 'test/house/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
