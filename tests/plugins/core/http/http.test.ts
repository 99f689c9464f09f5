import { expect, it } from 'vitest'
import { asCurl } from '../../../../src/plugins/core/http/curl'
import { Download } from '../../../../src/plugins/core/http/Download'
import { extensionOf, fileNameOf } from '../../../../src/plugins/core/http/fileNames'
import { Request } from '../../../../src/plugins/core/http/Request'
import { HttpBlocked, type HttpBroker, HttpRefused, type HttpRequest } from '../../../../src/runtimes'
import type { TaskFailed } from '../../../../src/task'
import { runTask } from '../../scripts/context'

type Answer = {
  readonly status?: number
  readonly body?: string | Blob
  readonly headers?: readonly (readonly [string, string])[]
}

function fakeHttp({ status = 200, body = '{"ok":true}', headers = [] }: Answer = {}) {
  const requests: HttpRequest[] = []
  const send: HttpBroker['send'] = async request => {
    requests.push(request)
    return { status, headers, body: new Blob([body]), source: 'network' }
  }
  return { send, requests }
}

it('gives address, code, headers as lists and the body as text', async () => {
  const http = fakeHttp({
    headers: [
      ['Content-Type', 'application/json'],
      ['x-multi', 'a'],
      ['x-multi', 'b'],
    ],
  })
  const { outputs, logs } = await runTask(Request, { uri: 'https://a.example/x' }, { http: http.send })
  expect(outputs).toEqual({
    uri: 'https://a.example/x',
    code: 200,
    headers: { 'content-type': ['application/json'], 'x-multi': ['a', 'b'] },
    body: '{"ok":true}',
  })
  expect(logs).toEqual([
    { level: 'DEBUG', message: "Request 'https://a.example/x' from '/a.example' with the response code '200'" },
  ])
})

it('leaves an empty body out', async () => {
  const { outputs } = await runTask(
    Request,
    { uri: 'https://a.example/' },
    { http: fakeHttp({ status: 204, body: '' }).send },
  )
  expect(outputs).toEqual({ uri: 'https://a.example/', code: 204, headers: {} })
})

it('fails on 400 and above with the body, and says how to call it from a terminal', async () => {
  const http = fakeHttp({ status: 404, body: '{"status": 404}' })
  const { error } = await runTask(Request, { uri: 'https://a.example/p' }, { http: http.send })
  expect(error?.message).toBe(`Failed http request with response code '404' and body:[0x36]{"status": 404}`)
  expect((error as TaskFailed).details).toMatchObject({
    explanation: 'task got 404 Not Found from a.example/p.',
    source: "curl 'https://a.example/p'",
  })
})

it.each([
  [{ options: { allowFailed: true } }, 500, true],
  [{ allowFailed: true }, 500, true],
  [{ options: { allowedResponseCodes: [418] } }, 418, true],
  [{ options: { allowedResponseCodes: [418] } }, 200, false],
])('with %o an answer of %i counts as success: %s', async (properties, status, succeeds) => {
  const { error } = await runTask(
    Request,
    { uri: 'https://a.example', ...properties },
    { http: fakeHttp({ status }).send },
  )
  expect(error === undefined).toBe(succeeds)
})

it('adds parameters to the address, encoded as Kestra does', async () => {
  const http = fakeHttp()
  await runTask(Request, { uri: 'https://a.example/s p?x=1', params: { q: 'a b', z: 'é' } }, { http: http.send })
  expect(http.requests[0]?.url).toBe('https://a.example/s%20p?x=1&q=a%20b&z=%C3%A9')
})

it('sends JSON with its type, forms encoded, and basic authentication', async () => {
  const http = fakeHttp()
  const call = (written: object) =>
    runTask(Request, { uri: 'https://a.example', method: 'post', ...written }, { http: http.send })
  await call({ body: '{"k":1}' })
  await call({ formData: { user: 'me & you', n: '1' } })
  await call({ options: { auth: { type: 'BASIC', username: 'u', password: 'p' } } })
  await call({ options: { auth: { type: 'BEARER', token: 't' } } })
  expect(http.requests.map(({ method, body, headers }) => ({ method, body, headers }))).toEqual([
    { method: 'POST', body: '{"k":1}', headers: [['Content-Type', 'application/json; charset=UTF-8']] },
    {
      method: 'POST',
      body: 'user=me+%26+you&n=1',
      headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=ISO-8859-1']],
    },
    { method: 'POST', body: undefined, headers: [['Authorization', 'Basic dTpw']] },
    { method: 'POST', body: undefined, headers: [['Authorization', 'Bearer t']] },
  ])
})

it('sends a form with files', async () => {
  const http = fakeHttp()
  await runTask(
    Request,
    {
      uri: 'https://a.example',
      method: 'POST',
      contentType: 'multipart/form-data',
      formData: {
        text: 'hi',
        file: 'kestra:///given/a.csv',
        named: { name: 'b.csv', content: 'kestra:///given/a.csv' },
      },
    },
    { http: http.send, files: { 'a.csv': '1,2' } },
  )
  const [request] = http.requests
  expect(request?.headers[0]?.[1]).toMatch(/^multipart\/form-data; boundary=/)
  const form = await new Response(request?.body).text()
  expect(form).toContain('filename="b.csv"')
  expect(form).toContain('1,2')
})

it('names headers that a page cannot set', async () => {
  const { notes } = await runTask(
    Request,
    { uri: 'https://a.example', headers: { 'User-Agent': 'x', Cookie: 'a=b', 'X-Fine': 'y' } },
    { http: fakeHttp().send },
  )
  expect(notes.map(({ message }) => message)).toEqual([
    'A web page cannot set the header User-Agent; it was left out. Kestra sends it.',
    'A web page cannot set the header Cookie; it was left out. Kestra sends it.',
  ])
})

it.each([
  [
    'unknown',
    'task could not read a.example. The server did not answer, or does not allow calls from web pages (CORS).',
  ],
  ['offline', 'You are offline. task needs a.example.'],
  ['mixed-content', 'a.example uses http. A secure page may only call https.'],
] as const)('explains a call that failed: %s', async (reason, explanation) => {
  const send: HttpBroker['send'] = async () => {
    throw new HttpBlocked('a.example', reason)
  }
  const { error } = await runTask(Request, { uri: 'https://a.example/' }, { http: send })
  expect(error?.message).toBe('Connect to https://a.example failed: Connection refused')
  expect((error as TaskFailed).details.explanation).toBe(explanation)
})

it('fails a call that the gate refuses with its words', async () => {
  const send: HttpBroker['send'] = async () => {
    throw new HttpRefused('127.0.0.1 is an address of your own machine')
  }
  const { error } = await runTask(Request, { uri: 'https://127.0.0.1/' }, { http: send })
  expect(error?.message).toBe('127.0.0.1 is an address of your own machine')
})

it('refuses bytes that are no text in a Request, with the way out', async () => {
  const http = fakeHttp({ body: new Blob([new Uint8Array([0xff, 0xfe, 0x00, 0x01])]) })
  const { error } = await runTask(Request, { uri: 'https://a.example/' }, { http: http.send })
  expect(error?.message).toContain('Illegal unicode code point')
  expect((error as TaskFailed).details.hint).toContain('Download')
})

it('downloads a file under the name that the server gives it', async () => {
  const http = fakeHttp({ body: 'a,b', headers: [['content-disposition', 'attachment; filename="my data.csv"']] })
  const done = await runTask(Download, { uri: 'https://a.example/export' }, { http: http.send })
  expect(done.outputs).toMatchObject({ uri: 'kestra:///run/my+data.csv', code: 200, length: 3 })
  expect(await done.file(done.outputs?.uri)).toBe('a,b')
})

it('fails an empty download unless told otherwise', async () => {
  const send = fakeHttp({ body: '' }).send
  expect((await runTask(Download, { uri: 'https://a.example/' }, { http: send })).error?.message).toBe(
    'No response from server',
  )
  const { outputs } = await runTask(Download, { uri: 'https://a.example/', failOnEmptyResponse: false }, { http: send })
  expect(outputs?.length).toBe(0)
})

it.each([
  ['attachment; filename="a.csv"', 'a.csv'],
  ["attachment; filename=a.csv; filename*=UTF-8''b%20c.csv", 'b+c.csv'],
  ['attachment; filename=../../etc/passwd', 'passwd'],
  ['inline', undefined],
])('reads the name in %s', (header, name) => {
  expect(fileNameOf(header)).toBe(name)
})

it.each([
  ['https://a.example/x/data.csv?y=1.2', '.csv'],
  ['https://a.example/archive.tar.gz', '.gz'],
  ['https://a.example/csv', '.tmp'],
])('ends the name of %s in %s', (url, extension) => {
  expect(extensionOf(url)).toBe(extension)
})

it('quotes a request for a terminal', () => {
  expect(
    asCurl({
      method: 'POST',
      url: 'https://a.example/?q=1',
      headers: [['X-A', "it's"]],
      body: '{}',
      followRedirects: true,
    }),
  ).toBe(`curl -X POST 'https://a.example/?q=1' -H 'X-A: it'\\''s' --data-raw '{}'`)
})
