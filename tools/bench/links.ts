import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import lz from 'lz-string'
import { decodeLink, encodeLink } from '../../src/links'
import { ROOT } from '../root'
import { median, medianMs } from './median'
import type { BenchRow } from './row'

/** How long links are, beside gzip in base64url and lz-string; and how long packing and opening take. */
export async function bench(): Promise<readonly BenchRow[]> {
  const documentation = flowsIn('src/examples')
  const own = [...documentation, ...flowsIn('tests/flows').filter(({ name }) => !name.endsWith('.expected'))]
  return [
    ...own.map(({ name, source }) => lengthRow(name, source, 'gzip', gzipLength)),
    ...own.map(({ name, source }) => lengthRow(name, source, 'lz-string', lzLength)),
    ...shareRows('documentation and tests', own),
    ...shareRows('tests/corpus', flowsIn('tests/corpus/flows')),
    await packing(documentation[0]?.source ?? ''),
  ]
}

type NamedFlow = { readonly name: string; readonly source: string }

function flowsIn(folder: string): readonly NamedFlow[] {
  if (!existsSync(`${ROOT}${folder}`)) return []
  return readdirSync(`${ROOT}${folder}`)
    .filter(file => file.endsWith('.yaml'))
    .map(file => ({ name: file.replace('.yaml', ''), source: readFileSync(`${ROOT}${folder}/${file}`, 'utf8') }))
}

const linkLength = (source: string): number => encodeLink({ flows: [source] }).length
const gzipLength = (source: string): number => gzipSync(source, { level: 9 }).toString('base64url').length
const lzLength = (source: string): number => lz.compressToEncodedURIComponent(source).length

function lengthRow(name: string, source: string, other: string, length: (source: string) => number): BenchRow {
  const reference = { name: other, value: length(source) }
  return { name: `link of ${name}`, value: linkLength(source), unit: 'characters', reference }
}

/** Over all flows at hand: our length as a share of gzip's. */
function shareRows(of: string, flows: readonly NamedFlow[]): readonly BenchRow[] {
  const shares = flows.map(({ source }) => (100 * linkLength(source)) / gzipLength(source))
  const reference = { name: 'gzip', value: 100 }
  return [
    { name: `median of ${flows.length} flows, ${of}`, value: median(shares), unit: '%', reference },
    { name: `longest of ${flows.length} flows, ${of}`, value: Math.max(...shares), unit: '%', reference },
  ]
}

async function packing(source: string): Promise<BenchRow> {
  const ours = await medianMs(50, () => decodeLink(encodeLink({ flows: [source] })))
  const theirs = await medianMs(50, () =>
    lz.decompressFromEncodedURIComponent(lz.compressToEncodedURIComponent(source)),
  )
  return { name: 'pack and open a link', value: ours, unit: 'ms', reference: { name: 'lz-string', value: theirs } }
}
