import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodeLink } from '../../src/links'

const flowsIn = (folder: string): readonly string[] => {
  const url = new URL(`../../${folder}/`, import.meta.url)
  const names = readdirSync(url).filter(name => name.endsWith('.yaml') && !name.endsWith('.expected.yaml'))
  return names.map(name => readFileSync(new URL(name, url), 'utf8'))
}

describe('a link', () => {
  it('is never longer than gzip in base64url, and half of them are a tenth shorter at least', () => {
    const flows = ['src/examples', 'tests/flows', 'tests/corpus/flows'].flatMap(flowsIn)
    const shares = flows.map(source => {
      const gzip = gzipSync(source, { level: 9 }).toString('base64url')
      return encodeLink({ flows: [source] }).length / gzip.length
    })
    expect(shares.length).toBeGreaterThan(100)
    expect(Math.max(...shares)).toBeLessThanOrEqual(1)
    const median = [...shares].sort((a, b) => a - b)[Math.floor(shares.length / 2)] ?? 1
    expect(median).toBeLessThanOrEqual(0.9)
  })
})
