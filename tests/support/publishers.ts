import { createHash } from 'node:crypto'
import { createServer } from 'node:https'
import { strToU8, zipSync } from 'fflate'
import { generate } from 'selfsigned'
import { type Listening, listen } from './listen'

/** A stand-in for the servers of packages and extensions, and how often each path was asked for. */
export type Publishers = Listening & { readonly asked: (part: string) => number }

export const PUBLISHERS = ['pypi.org', 'files.pythonhosted.org', 'extensions.duckdb.org']

/** A wheel of one module: `greet.hello()` is `hello`. */
const WHEEL = zipSync({
  'greet.py': strToU8('def hello():\n    return "hello"\n'),
  'greet-1.0.dist-info/METADATA': strToU8('Metadata-Version: 2.1\nName: greet\nVersion: 1.0\n'),
  'greet-1.0.dist-info/WHEEL': strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
  'greet-1.0.dist-info/RECORD': strToU8(''),
})

/** Bytes that are no extension: DuckDB refuses them once they are handed over. */
const EXTENSION = strToU8('no extension '.repeat(64))

/** Starts a TLS server on loopback that has one package, `greet`, and answers for every extension of DuckDB. */
export async function startPublishers(): Promise<Publishers> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'pypi.org' }])
  const paths: string[] = []
  const server = createServer({ key, cert }, (request, response) => {
    const { url = '' } = request
    paths.push(url)
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', '*')
    if (url.endsWith('.whl')) response.end(WHEEL)
    else if (url.endsWith('.wasm')) response.end(EXTENSION)
    else if (url.startsWith('/simple/greet')) {
      response.setHeader('content-type', 'application/vnd.pypi.simple.v1+json')
      response.end(JSON.stringify(INDEX))
    } else {
      response.statusCode = 404
      response.end('not found')
    }
  })
  return { ...(await listen(server, 0)), asked: part => paths.filter(path => path.includes(part)).length }
}

const FILE = 'greet-1.0-py3-none-any.whl'

/** Source: PEP 691. */
const INDEX = {
  meta: { 'api-version': '1.0' },
  name: 'greet',
  versions: ['1.0'],
  files: [
    {
      filename: FILE,
      url: `https://files.pythonhosted.org/packages/${FILE}`,
      hashes: { sha256: createHash('sha256').update(WHEEL).digest('hex') },
      size: WHEEL.length,
      yanked: false,
    },
  ],
}
