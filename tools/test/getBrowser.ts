import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'
import { findBrowser } from '../../tests/browser/support/browser'

/** A browser to test with: its executable, and in words where it comes from. */
export type FoundBrowser = { readonly path: string; readonly from: string }

/**
 * Finds a Chromium to test with, or gets one: the variable FLOWYARD_BROWSER, an installed Chrome or Chromium,
 * Playwright's own (downloaded when it is not here), and as root on Debian the distribution's package.
 * @throws Error that names every way that was tried
 */
export function getBrowser(): FoundBrowser {
  const named = process.env.FLOWYARD_BROWSER
  if (named && !starts(named)) throw new Error(`FLOWYARD_BROWSER is ${named}, which does not start`)
  return (named && { path: named, from: 'FLOWYARD_BROWSER' }) || installed() || ofPlaywright() || ofDebian() || none()
}

function installed(): FoundBrowser | undefined {
  const path = findBrowser()
  return path !== undefined && starts(path) ? { path, from: 'installed' } : undefined
}

function ofPlaywright(): FoundBrowser | undefined {
  const path = chromium.executablePath()
  if (!starts(path)) tell('npx', ['playwright', 'install', 'chromium'])
  return starts(path) ? { path, from: 'playwright install chromium' } : undefined
}

function ofDebian(): FoundBrowser | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  tell('apt-get', ['update', '-qq'])
  tell('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
  const found = installed()
  return found && { ...found, from: 'apt-get install chromium' }
}

function none(): never {
  throw new Error(
    'No Chrome or Chromium to test with. Tried FLOWYARD_BROWSER, the usual places, "playwright install chromium" ' +
      'and, as root on Debian, "apt-get install chromium". Install one, or name it in FLOWYARD_BROWSER.',
  )
}

/** Whether the file is there and all its libraries are too. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false
  if (process.platform === 'win32') return true
  return spawnSync(path, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 60_000 }).status === 0
}

/** Runs a command that may fail, with what it says shown. */
function tell(command: string, parts: readonly string[]): void {
  process.stdout.write(`${command} ${parts.join(' ')}\n`)
  const { status, error } = spawnSync(command, parts, {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (status !== 0) process.stdout.write(`${command} did not succeed${error ? `: ${error.message}` : ''}\n`)
}
