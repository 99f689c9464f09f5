import { statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser']
const PLACES = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/usr/bin/chromium']

/** The browser that the tests run in; undefined leaves the choice to Playwright. */
export function findBrowser(env: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  if (env.FLOWYARD_BROWSER) return env.FLOWYARD_BROWSER
  const folders = (env.PATH ?? '').split(delimiter).filter(folder => folder !== '')
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), ...PLACES]
  return candidates.find(path => statSync(path, { throwIfNoEntry: false })?.isFile())
}
