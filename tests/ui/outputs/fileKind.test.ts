import { describe, expect, it } from 'vitest'
import { nameInFormat } from '../../../src/ui/outputs/download'
import { fileKindOf, fileNameOf } from '../../../src/ui/outputs/preview/fileKind'
import { hexLine } from '../../../src/ui/outputs/preview/hex'

describe('the kind of a file', () => {
  it('comes from its name', async () => {
    const kinds = ['a.csv', 'b.ION', 'c.md', 'd.PNG', 'e.json'].map(name => fileKindOf(new Blob(), name))
    expect(await Promise.all(kinds)).toEqual(['table', 'table', 'markdown', 'image', 'json'])
  })

  it('comes from its bytes where the name tells nothing', async () => {
    expect(await fileKindOf(new Blob(['plain\ttext\n']), 'README')).toBe('text')
    expect(await fileKindOf(new Blob([Uint8Array.of(1, 0, 2)]), 'x.dat')).toBe('binary')
  })
})

it('a stored file is named by its key, or by the end of its address without random letters', () => {
  expect(fileNameOf('kestra:///a/4fG7hJ2kLm9Qr5TvWx8Za1-products.csv', 'products.csv')).toBe('products.csv')
  expect(fileNameOf('kestra:///a/4fG7hJ2kLm9Qr5TvWx8Za1-products.csv', 0)).toBe('products.csv')
  expect(fileNameOf('kestra:///a/6NpWsD.ion', 'uri')).toBe('6NpWsD.ion')
  expect(fileNameOf('kestra:///a/b%20c.txt', 'uri')).toBe('b c.txt')
})

it('a file in another format keeps its name', () => {
  expect(nameInFormat('products.csv', 'json')).toBe('products.json')
})

it('a hex line is address, bytes and what of them is text', () => {
  expect(
    hexLine(
      Uint8Array.from({ length: 20 }, (_, index) => index + 60),
      1,
    ),
  ).toEqual(['00000010', '4c 4d 4e 4f'.padEnd(48), 'LMNO'])
})
