import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { build } from 'vite'
import { ROOT } from '../root'
import { firstLoad, type Share } from './firstLoad'

/**
 * Builds the site and prints what a first visit loads.
 * @param folder where to, relative to the repository
 * @returns whether everything is within its budget
 */
export async function buildSite(folder = 'dist'): Promise<boolean> {
  await build({ root: ROOT, configFile: `${ROOT}vite.config.ts`, logLevel: 'warn', build: { outDir: folder } })
  const shares = await firstLoad(`${ROOT}${folder}`)
  process.stdout.write(`Built ${relative(process.cwd(), `${ROOT}${folder}`) || '.'}. First load, gzip -9:\n`)
  for (const share of shares) process.stdout.write(`  ${lineOf(share)}\n`)
  return shares.every(isWithin)
}

/** What the site is made from. */
const SOURCES = [
  'src',
  'workers',
  'public',
  'embed',
  'tools/build',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
]

/** Builds dist/ where it is not there, or older than what it is made from. */
export async function freshSite(): Promise<void> {
  const built = statSync(`${ROOT}dist/index.html`, { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (SOURCES.every(path => newest(`${ROOT}${path}`) < built)) return
  await buildSite()
}

/** When the newest file at a path was changed, in epoch milliseconds. */
function newest(path: string): number {
  const file = statSync(path)
  if (!file.isDirectory()) return file.mtimeMs
  return readdirSync(path).reduce((last, name) => Math.max(last, newest(join(path, name))), file.mtimeMs)
}

const isWithin = ({ bytes, limit }: Share): boolean => bytes <= limit

function lineOf(share: Share): string {
  const size = `${kilobytes(share.bytes)} of ${kilobytes(share.limit)} kB`
  return `${share.name.padEnd(30)}${size.padStart(18)}${isWithin(share) ? '' : '  OVER BUDGET'}`
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)
