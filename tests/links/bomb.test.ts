import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url)

/** Runs a script in a process of its own; answers how many megabytes its memory grew at most. */
const grown = (script: string): number =>
  Number(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      cwd: ROOT,
      encoding: 'utf8',
    }),
  )

const MEASURE = `
const before = process.resourceUsage().maxRSS
const done = () => console.log((process.resourceUsage().maxRSS - before) / 1024)
`

describe('a bomb that unpacks to a gigabyte', () => {
  it('in a link is refused under 50 MB of memory', () => {
    const script = `
import { deflateSync } from 'node:zlib'
import { decodeLink } from './src/links/index.ts'
import { DICTIONARY_D } from './src/links/dictionary.ts'
const bomb = deflateSync(Buffer.alloc(1_000_000_000), { level: 9, dictionary: Buffer.from(DICTIONARY_D) }).subarray(6)
const link = '#/v1/d/' + Buffer.concat([Buffer.alloc(4), bomb]).toString('base64url')
${MEASURE}
try { decodeLink(link) } catch (error) {
  if (error.problem !== 'too-large') throw error
  done()
}`
    expect(grown(script)).toBeLessThan(50)
  })

  it('in a .zip is refused under 50 MB of memory', () => {
    const script = `
import { deflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { readRunZip } from './src/transfer/index.ts'
const bomb = new Blob([zipSync({ 'flow.yaml': new Uint8Array(600_000_000) }, { level: 9 })])
${MEASURE}
try { await readRunZip(bomb) } catch (error) {
  if (error.problem !== 'too-large') throw error
  done()
}`
    expect(grown(script)).toBeLessThan(50)
  })
})
