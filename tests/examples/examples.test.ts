import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { examples, sampleProducts } from '../../src/examples'

const hashOf = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(new URL(`../../src/examples/${name}.yaml`, import.meta.url)))
    .digest('hex')

describe("the documentation's flows", () => {
  it.each([
    ['getting_started', 'f47bbd6c1af8a70e4fbe3378fc0804b717e66932d2d7298b0f893ec868206338'],
    ['getting_started_output', '1611d5dac04e5e0d0017901c52badabd59b434dd7c588864e45ff74e3cae49e8'],
    ['getting_started_process', '6ed754230562bc19db5fa48528b5fd83dcc8b6108fcbe674171c27f2a8187ff2'],
  ])('%s is kept byte for byte', (name, hash) => {
    expect(hashOf(name)).toBe(hash)
  })

  it('come with the page, the one with the Process runner first', () => {
    expect(examples.map(({ id }) => id)).toEqual([
      'getting_started_process',
      'getting_started',
      'getting_started_output',
    ])
  })
})

describe('the sample response', () => {
  const { products, total } = JSON.parse(sampleProducts())

  it('has thirty products, five of them without a brand', () => {
    expect(products).toHaveLength(30)
    expect(total).toBe(30)
    expect(products.filter((product: object) => !('brand' in product))).toHaveLength(5)
  })

  it('holds nothing that is JSON but no Python literal', () => {
    expect(sampleProducts()).not.toMatch(/[:[,](?:null|true|false)\b/)
  })
})
