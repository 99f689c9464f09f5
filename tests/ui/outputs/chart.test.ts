import { describe, expect, it } from 'vitest'
import { axesOf, choiceOf, kindsOf, marksOf, scaleOf } from '../../../src/ui/outputs/preview/chart'
import type { ColumnKind, Table, TableColumn } from '../../../src/ui/outputs/preview/table'

const column = (name: string, kind: ColumnKind): TableColumn => ({ name, kind, type: kind })
const table = (columns: readonly TableColumn[], rows: Table['rows']): Table => ({ columns, rows, complete: true })

describe('a chart', () => {
  it('is bars for text and a number, a line for a date and a number, points for two numbers', () => {
    const text = column('brand', 'text')
    const number = column('price', 'number')
    const date = column('day', 'date')
    expect(kindsOf([text, number])[0]).toBe('Bar')
    expect(choiceOf('Bar', [text, number])).toEqual({ kind: 'Bar', x: 1, y: 0 })
    expect(kindsOf([date, number])[0]).toBe('Line')
    expect(kindsOf([number, column('size', 'number')])[0]).toBe('Scatter')
    expect(kindsOf([number])).toEqual(['Histogram'])
    expect(kindsOf([text, date])).toEqual([])
    expect(axesOf('Scatter', [text, number])).toEqual({ x: [1], y: [1] })
  })

  it('leaves out rows without a number and keeps those without a name', () => {
    const rows = [
      ['a', 1],
      ['b', null],
      [null, '2.5'],
      ['c', 'many'],
    ]
    const { marks } = marksOf(table([column('brand', 'text'), column('price', 'number')], rows), {
      kind: 'Bar',
      x: 1,
      y: 0,
    })
    expect(marks.map(({ label, x, row }) => [label, x, row])).toEqual([
      ['a', 1, 0],
      [null, 2.5, 2],
    ])
  })

  it('runs along its dates', () => {
    const rows = [
      ['2026-02-01', 2],
      ['2026-01-01', 1],
    ]
    const { marks } = marksOf(table([column('day', 'date'), column('price', 'number')], rows), {
      kind: 'Line',
      x: 0,
      y: 1,
    })
    expect(marks.map(({ y }) => y)).toEqual([1, 2])
  })

  it('takes a sample of more rows than it can draw', () => {
    const rows = Array.from({ length: 10_001 }, (_, index) => [`r${index}`, index])
    const { marks, sampled, drawable } = marksOf(table([column('a', 'text'), column('b', 'number')], rows), {
      kind: 'Bar',
      x: 1,
      y: 0,
    })
    expect(sampled).toBe(true)
    expect(drawable).toBe(10_001)
    expect(marks.length).toBeLessThanOrEqual(2000)
  })
})

it('an axis has round ticks around its values', () => {
  expect(scaleOf([7.58, 224], true)).toEqual({ from: 0, to: 250, ticks: [0, 50, 100, 150, 200, 250] })
  expect(scaleOf([0.11, 0.19], false).ticks).toEqual([0.1, 0.12, 0.14, 0.16, 0.18, 0.2])
  expect(scaleOf([-5, 5], true)).toMatchObject({ from: -6, to: 6 })
  expect(scaleOf([3, 3], false).ticks.length).toBeGreaterThan(1)
  expect(scaleOf([1, 2], true, 1).ticks).toEqual([0, 1, 2])
  expect(scaleOf([], true)).toEqual({ from: 0, to: 1, ticks: [0, 1] })
})
