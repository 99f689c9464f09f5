import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createHttpBroker, isForbidden, isLocal } from '../../src/runtimes'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const broker = (
  options: { readonly allowLocal?: boolean; readonly ownOrigin?: string; readonly online?: boolean } = {},
) =>
  createHttpBroker({
    ownOrigin: options.ownOrigin ?? 'https://flowyard.example',
    allowLocal: options.allowLocal ?? true,
    fetch,
    isOnline: () => options.online ?? true,
  })

const get = (url: string) => ({ method: 'GET', url, headers: [], followRedirects: true })
const never = new AbortController().signal

it('sends and reads a call', async () => {
  const url = await serve((request, response) => response.setHeader('x-a', 'b').end(`${request.method} ${request.url}`))
  const answer = await broker().send(get(`${url}/x?y=1`), never)
  expect(await answer.body.text()).toBe('GET /x?y=1')
  expect(answer.headers).toContainEqual(['x-a', 'b'])
})

it.each([
  'http://127.0.0.1/',
  'http://localhost:3000',
  'http://10.1.2.3',
  'http://[::1]/',
  'http://router.local',
  'http://nas',
])('refuses %s unless local addresses are allowed', async url => {
  await expect(broker({ allowLocal: false }).send(get(url), never)).rejects.toThrow('your own machine or network')
})

it.each(['8.8.8.8', 'example.com', '172.32.0.1', '2606:4700::1111'])('does not take %s for a local address', host => {
  expect(isLocal(host)).toBe(false)
})

it('refuses the address of the app itself', async () => {
  const url = await serve((_, response) => response.end('secret'))
  await expect(broker({ ownOrigin: url }).send(get(`${url}/x`), never)).rejects.toThrow("this page's own address")
})

it.each(['file:///etc/passwd', 'ftp://a.example', 'javascript:alert(1)', 'no address'])('refuses %s', async url => {
  await expect(broker().send(get(url), never)).rejects.toMatchObject({ name: 'HttpRefused' })
})

it('tells progress while a body comes, and its size where the server says', async () => {
  let goOn = (): unknown => undefined
  const url = await serve((_, response) => {
    response.setHeader('content-length', '10')
    response.write('01234')
    goOn = () => response.end('56789')
  })
  const told: [number, number | undefined][] = []
  await broker().send(get(url), never, (...progress) => {
    told.push(progress)
    goOn()
  })
  expect(told).toEqual([
    [5, 10],
    [10, 10],
  ])
})

it('breaks off when no byte comes for the time limit', async () => {
  const url = await serve((_, response) => response.write('begin'))
  await expect(broker().send({ ...get(url), idleTimeout: 50 }, never)).rejects.toMatchObject({
    name: 'HttpBlocked',
    reason: 'timeout',
  })
})

it('ends a stalled download when the task is stopped', async () => {
  const url = await serve((_, response) => response.write('begin'))
  const controller = new AbortController()
  const sent = broker().send(get(url), controller.signal)
  setTimeout(() => controller.abort(new Error('stopped')), 20)
  await expect(sent).rejects.toThrow('stopped')
})

it('says that an answer broke off', async () => {
  const url = await serve((_, response) => {
    response.setHeader('content-length', '10')
    response.write('01234')
    setTimeout(() => response.destroy(), 20)
  })
  await expect(broker().send(get(url), never)).rejects.toMatchObject({ reason: 'broken' })
})

it('tells an address where nothing answers from one that does not allow pages', async () => {
  const url = await serve((_, response) => response.end())
  const refusing = createHttpBroker({
    ownOrigin: 'https://flowyard.example',
    allowLocal: true,
    fetch: async (input, init) => {
      if (init?.mode !== 'no-cors') throw new TypeError('Failed to fetch')
      return fetch(input, { method: 'GET' })
    },
    isOnline: () => true,
  })
  await expect(refusing.send(get(url), never)).rejects.toMatchObject({ reason: 'cors' })
  await expect(broker().send(get('http://127.0.0.1:9/'), never)).rejects.toMatchObject({ reason: 'unreachable' })
})

it('knows when there is no network, and when a secure page may not call http', async () => {
  await expect(broker({ online: false }).send(get('http://127.0.0.1:9/'), never)).rejects.toMatchObject({
    reason: 'offline',
  })
  const failing = createHttpBroker({
    ownOrigin: 'https://flowyard.example',
    allowLocal: false,
    fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    isOnline: () => true,
  })
  await expect(failing.send(get('http://api.example.com/'), never)).rejects.toMatchObject({ reason: 'mixed-content' })
})

it('uses the sample response only where the address cannot be reached', async () => {
  const sample = { status: 200, headers: [], body: new Blob(['sample']), source: 'sample' as const }
  const withSample = createHttpBroker({
    ownOrigin: 'https://flowyard.example',
    allowLocal: true,
    fetch,
    isOnline: () => true,
    sample: async request => (request.url.endsWith('/products') ? sample : undefined),
  })
  expect((await withSample.send(get('http://127.0.0.1:9/products'), never)).source).toBe('sample')
  const url = await serve((_, response) => response.end('real'))
  expect((await withSample.send(get(`${url}/products`), never)).source).toBe('network')
})

it.each([
  ['User-Agent', true],
  ['Sec-Fetch-Mode', true],
  ['Proxy-Authorization', true],
  ['X-Api-Key', false],
  ['Authorization', false],
])('knows whether a page may set %s', (name, forbidden) => {
  expect(isForbidden(name)).toBe(forbidden)
})
