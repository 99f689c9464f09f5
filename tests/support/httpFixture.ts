import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Listening, listen } from './listen'

const CORS: readonly (readonly [string, string])[] = [
  ['Access-Control-Allow-Origin', '*'],
  ['Access-Control-Allow-Headers', '*'],
  ['Access-Control-Allow-Methods', '*'],
  ['Access-Control-Expose-Headers', '*'],
]

/** The port that the recorded flows call. */
export const FIXTURE_PORT = 18080

type Answer = {
  readonly status: number
  readonly body: string
  readonly type?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

type Call = { readonly request: IncomingMessage; readonly url: URL; readonly body: string }

/**
 * The loopback server that the recorded flows call: the answers are those that real Kestra got, with CORS headers so
 * that a page can call it too.
 * @param port 0 for any free one
 */
export function startHttpFixture(port = FIXTURE_PORT): Promise<Listening> {
  const attempts = new Map<string, number>()
  const server = createServer((request, response) => {
    answer(request, attempts).then(
      found => send(request, response, found),
      (error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))),
    )
  })
  return listen(server, port)
}

async function answer(request: IncomingMessage, attempts: Map<string, number>): Promise<Answer> {
  if (request.method === 'OPTIONS') return { status: 204, body: '' }
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  return respond({ request, url, body: await textOf(request) }, attempts)
}

async function respond(call: Call, attempts: Map<string, number>): Promise<Answer> {
  const { pathname, searchParams } = call.url
  const [, first = '', second] = pathname.split('/')
  switch (first) {
    case 'products':
      return { status: 200, body: products(Number(searchParams.get('limit') ?? 30)) }
    case 'status':
      return { status: Number(second), body: `{"status": ${Number(second)}}` }
    case 'text':
      return { status: 200, body: 'plain text é\n', type: 'text/plain; charset=utf-8' }
    case 'csv':
      return { status: 200, body: 'id,name,amount\n1,ann,10.5\n2,bob,20\n3,cy,\n', type: 'text/csv' }
    case 'empty':
      return { status: 204, body: '' }
    case 'redirect':
      return { status: 302, body: '', headers: { Location: '/text' } }
    case 'slow':
      await delay(Number(searchParams.get('s') ?? 2) * 1000)
      return { status: 200, body: '{"slow":true}' }
    case 'headers':
      return { status: 200, body: '{"ok":true}', headers: { 'X-Multi': ['a', 'b'], 'X-Custom': 'v' } }
    case 'echo':
      return { status: 200, body: echo(call) }
    case 'flaky':
      return flaky(searchParams.get('k') ?? '', Number(searchParams.get('n') ?? 2), attempts)
    default:
      return { status: 404, body: '{"message": "not found"}' }
  }
}

function products(limit: number): string {
  const all: readonly unknown[] = JSON.parse(
    readFileSync(new URL('../fixtures/products.json', import.meta.url), 'utf8'),
  )
  if (limit > all.length) throw new Error(`the fixture has ${all.length} products, not ${limit}`)
  return JSON.stringify({ products: all.slice(0, limit), total: 194, skip: 0, limit })
}

function flaky(key: string, failures: number, attempts: Map<string, number>): Answer {
  const count = (attempts.get(key) ?? 0) + 1
  attempts.set(key, count)
  return { status: count <= failures ? 500 : 200, body: `{"attempt": ${count}}` }
}

const ECHOED: ReadonlySet<string> = new Set([
  'content-type',
  'authorization',
  'x-my',
  'accept',
  'user-agent',
  'content-length',
])

function echo({ request, url, body }: Call): string {
  const pairs: [string, string][] = []
  for (let at = 0; at < request.rawHeaders.length; at += 2) {
    const name = (request.rawHeaders[at] ?? '').toLowerCase()
    if (ECHOED.has(name)) pairs.push([name, request.rawHeaders[at + 1] ?? ''])
  }
  const query = Object.fromEntries([...url.searchParams].filter(([, value]) => value !== ''))
  return pythonJson({ method: request.method, query, body, headers: Object.fromEntries(pairs) })
}

/** JSON as Python's `json.dumps` writes it: a space after commas and colons, ASCII only. */
function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonJson).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${pythonJson(key)}: ${pythonJson(item)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}

function send(request: IncomingMessage, response: ServerResponse, { status, body, type, headers }: Answer): void {
  response.statusCode = status
  if (status !== 204) response.setHeader('Content-Type', type ?? 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(body))
  for (const [name, value] of [...Object.entries(headers ?? {}), ...CORS]) response.setHeader(name, value)
  response.end(request.method === 'HEAD' ? undefined : body)
}
