import { describe, expect, it } from 'vitest'
import { findTokens } from '../../../src/links'
import { inputsLookSecret, moveToSecret, sharedInputs } from '../../../src/ui/share/shareContent'
import {
  componentSnippet,
  embedAddress,
  iframeSnippet,
  markdownSnippet,
  PLAIN_EMBED,
} from '../../../src/ui/share/snippets'

const BASE = 'https://example.org/flowyard/'

describe('moving a credential to a secret', () => {
  const move = (source: string) => {
    const [token] = findTokens(source)
    if (!token) throw new Error('nothing looks like a credential')
    return moveToSecret(source, token)
  }

  it('leaves an expression in its place, in quotes where the value had none', () => {
    expect(move('id: a\npassword: hunter2222\n')).toEqual({
      source: `id: a\npassword: "{{ secret('PASSWORD') }}"\n`,
      name: 'PASSWORD',
      value: 'hunter2222',
    })
  })

  it('keeps the quotes that are there', () => {
    expect(move('api-key: "abcdefgh1234"').source).toBe(`api-key: "{{ secret('API_KEY') }}"`)
  })

  it('leaves nothing that looks like a credential', () => {
    const moved = move('env:\n  GH_TOKEN: ghp_0123456789abcdefghij0123456789abcdef\n')
    expect(findTokens(moved.source)).toEqual([])
    expect(moved.value).toBe('ghp_0123456789abcdefghij0123456789abcdef')
  })
})

describe('the inputs of a link', () => {
  it('are without secrets and files', () => {
    const input = (id: string, type: 'STRING' | 'SECRET' | 'FILE') => ({ id, type, required: true })
    const check = { inputs: [input('name', 'STRING'), input('key', 'SECRET'), input('data', 'FILE')] }
    const inputs = { name: 'Ada', key: 'x', data: new Blob(['x']) }
    expect(sharedInputs({ inputs, check } as unknown as Parameters<typeof sharedInputs>[0])).toEqual({ name: 'Ada' })
  })

  it('look secret by their name or their text', () => {
    expect(inputsLookSecret({ api_token: 'abcdefgh1234' })).toBe(true)
    expect(inputsLookSecret({ limit: 10, name: 'Ada' })).toBe(false)
  })
})

describe('snippets', () => {
  it('name only what differs from how an embed is by itself', () => {
    expect(embedAddress(BASE, '#/v1/d/x', PLAIN_EMBED)).toBe(`${BASE}embed/index.html#/v1/d/x`)
    expect(embedAddress(BASE, '#/v1/d/x', { ...PLAIN_EMBED, lines: '1-4', theme: 'dark' })).toBe(
      `${BASE}embed/index.html#/v1/d/x?lines=1-4&theme=dark`,
    )
  })

  it('never let a text of the flow become markup', () => {
    const evil = '</code></pre><script>alert(1)</script>"'
    expect(componentSnippet(BASE, evil, PLAIN_EMBED)).not.toContain('<script>alert')
    expect(iframeSnippet(BASE, '#/v1/d/x', PLAIN_EMBED, '"><script>')).not.toContain('"><script>')
  })

  it('fence a flow that holds fences itself', () => {
    expect(markdownSnippet(BASE, BASE, 'a: |\n  ```\n')).toMatch(/^````yaml\n/)
  })
})
