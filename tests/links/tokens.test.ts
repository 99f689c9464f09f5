import { describe, expect, it } from 'vitest'
import { findTokens } from '../../src/links'

const kinds = (text: string) => findTokens(text).map(({ kind }) => kind)

describe('text that looks like a credential', () => {
  it.each([
    ['uri: https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX', 'a Slack webhook'],
    [`key = "ghp_${'a1'.repeat(18)}"`, 'a GitHub token'],
    ['  accessKey: AKIAIOSFODNN7EXAMPLE', 'an AWS access key'],
    ['url: postgres://admin:hunter22@db.example.com/app', 'a password inside an address'],
    ['    Authorization: "Bearer abcdefghijklmnop1234"', 'a bearer token'],
    ['    password: hunter22', 'a password'],
    ['  apiToken: 7f9c2ba4e88f827d', 'the value of apiToken'],
    ['-----BEGIN RSA PRIVATE KEY-----', 'a private key'],
  ])('is found in %s', (line, kind) => {
    expect(kinds(line)).toEqual([kind])
  })

  it.each([
    'password: "{{ secret(\'DB_PASSWORD\') }}"',
    'type: SECRET',
    'message: the secret of a good token is patience',
    'uri: https://dummyjson.com/products',
    'token: <TOKEN>',
    'password: your-password-here',
    '- id: password',
  ])('is not found in %s', line => {
    expect(kinds(line)).toEqual([])
  })

  it('is told with its line and column', () => {
    expect(findTokens('id: x\n  password: hunter22\n')).toEqual([{ line: 2, column: 13, kind: 'a password' }])
  })
})
