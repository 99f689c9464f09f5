import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHttpFixture } from './httpFixture'
import type { Listening } from './listen'

let fixture: Listening

beforeAll(async () => {
  fixture = await startHttpFixture(0)
})
afterAll(() => fixture.close())

const call = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${fixture.port}${path}`, init)

describe('the loopback server of the recorded flows', () => {
  it('answers the products in as many bytes as real Kestra got', async () => {
    const response = await call('/products')
    expect(response.headers.get('content-length')).toBe('35879')
  })

  it('echoes method, query, body and the headers that count, as Python writes JSON', async () => {
    const response = await call('/echo?a=1', { method: 'POST', body: 'é', headers: { 'X-My': 'v' } })
    const text = await response.text()
    expect(text).toMatch(/^\{"method": "POST", "query": \{"a": "1"\}, "body": "\\u00e9", "headers": \{/)
    expect(JSON.parse(text).headers['x-my']).toBe('v')
  })

  it('fails as often as it is told to, then succeeds', async () => {
    const statuses = []
    for (let attempt = 1; attempt <= 3; attempt += 1) statuses.push((await call('/flaky?k=a&n=2')).status)
    expect(statuses).toEqual([500, 500, 200])
  })

  it('sends one header twice', async () => {
    expect((await call('/headers')).headers.get('x-multi')).toBe('a, b')
  })
})
