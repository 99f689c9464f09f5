import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../../src/ui/state/accept'

describe('a pasted text', () => {
  it('is taken in when it is text', () => expect(refusalOf('id: a\n', 100)).toBeUndefined())
  it('is refused when it holds what no text holds', () =>
    expect(refusalOf('PK\u0003\u0004\u0000', 0)).toMatch(/binary/))
  it('is refused when it is far too long', () =>
    expect(refusalOf('a'.repeat(20_000_000), 0)).toMatch(/^That is 20\.0 MB/))
  it('counts what is there already', () => expect(refusalOf('a'.repeat(1_000_001), 1_000_000)).toMatch(/at most 2 MB/))
})
