import { defineConfig } from '@playwright/test'
import { findBrowser } from './tests/browser/support/browser'
import { CHROMIUM_ARGUMENTS } from './tests/browser/support/chromium'

/**
 * Tests in a real browser. `FLOWYARD_BROWSER` names it; else an installed Chrome or Chromium, else Playwright's own.
 * `FLOWYARD_SITE` is the address of the built site (`npm run browser` serves it).
 */
const executablePath = findBrowser()

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/test-results',
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  // A machine that others use too may starve a browser once; what passes at the second try is listed as flaky.
  retries: process.env.CI ? 2 : 0,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['list'], ['json']] : 'list',
  use: {
    baseURL: process.env.FLOWYARD_SITE ?? 'http://127.0.0.1:4173/',
    viewport: { width: 1440, height: 900 },
    browserName: 'chromium',
    // Only the tests of offline use let the page keep itself; a worker of it would hide requests from the others.
    serviceWorkers: 'block',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [...CHROMIUM_ARGUMENTS],
    },
  },
})
