import { defineConfig } from '@playwright/test'
import { findBrowser } from './tests/browser/support/browser'

/** Tests in a real browser. `FLOWYARD_BROWSER` names it; else an installed Chrome or Chromium, else Playwright's own. */
const executablePath = findBrowser()

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  outputDir: '.cache/test-results',
  workers: 1,
  timeout: 120_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    },
  },
})
