import { describe, expect, it } from 'vitest'
import {
  keyCoverage,
  NO_FOLDS,
  scalarText,
  showMore,
  toggleFold,
  treeLines,
} from '../../../src/ui/outputs/preview/treeRows'

const shown = (value: unknown, folds = NO_FOLDS) =>
  treeLines(value, folds).map(line =>
    line.kind === 'more' ? `${' '.repeat(line.depth)}${line.text}` : `${' '.repeat(line.depth)}${line.key ?? '.'}`,
  )

describe('a tree', () => {
  it('opens its root and the first item of a list', () => {
    expect(shown([{ a: 1 }, { a: 2 }])).toEqual(['.', ' 0', '  a', ' 1'])
  })

  it('opens a node that was folded out', () => {
    const line = treeLines({ a: { b: 1 } }, NO_FOLDS)[1]
    expect(shown({ a: { b: 1 } }, toggleFold(NO_FOLDS, line?.id ?? '', true))).toEqual(['.', ' a', '  b'])
  })

  it('shows the first keys of a large map and the rest on wish', () => {
    const value = [Object.fromEntries('abcdefghij'.split('').map(key => [key, 1]))]
    const lines = treeLines(value, NO_FOLDS)
    const more = lines.at(-1)
    expect(more).toMatchObject({ kind: 'more', text: '4 more keys' })
    if (more?.kind === 'more') expect(treeLines(value, showMore(NO_FOLDS, more, 0))).toHaveLength(12)
  })

  it('shows a hundred items of a long list', () => {
    expect(
      treeLines(
        Array.from({ length: 1000 }, () => 1),
        NO_FOLDS,
      ).at(-1),
    ).toMatchObject({ text: '900 more items' })
  })

  it('labels items and says which usual keys they lack', () => {
    const lines = treeLines([{ id: 1, brand: 'x' }, { id: 2, brand: 'y' }, { id: 3 }], NO_FOLDS)
    expect(lines.at(-1)).toMatchObject({ key: 2, label: '3', lacks: ['brand'] })
  })
})

describe('the coverage of keys', () => {
  it('names the key that most items have', () => {
    const items = Array.from({ length: 30 }, (_, index) => (index < 25 ? { id: index, brand: 'x' } : { id: index }))
    expect(keyCoverage(items)).toBe('brand is in 25 of 30 items')
  })

  it('says nothing when all items are alike, or when it is no list', () => {
    expect(keyCoverage([{ a: 1 }, { a: 2 }])).toBeUndefined()
    expect(keyCoverage({ a: 1 })).toBeUndefined()
  })
})

it('strings stand in quotes so that they differ from numbers', () => {
  expect([scalarText('1'), scalarText(1), scalarText(true)]).toEqual(['"1"', '1', 'true'])
})
