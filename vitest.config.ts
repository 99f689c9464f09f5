import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx'],
    environment: 'node',
    // No test asserts a time: a slow machine is no failure.
    testTimeout: 120_000,
  },
})
