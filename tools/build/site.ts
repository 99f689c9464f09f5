import { relative } from 'node:path'
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

const isWithin = ({ bytes, limit }: Share): boolean => bytes <= limit

function lineOf(share: Share): string {
  const size = `${kilobytes(share.bytes)} of ${kilobytes(share.limit)} kB`
  return `${share.name.padEnd(30)}${size.padStart(18)}${isWithin(share) ? '' : '  OVER BUDGET'}`
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(1)
