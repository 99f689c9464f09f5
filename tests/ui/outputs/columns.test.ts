import { describe, expect, it } from 'vitest'
import { baseOf, reasonOf, rootRows, rowsOf, spokenRow, valueColumns } from '../../../src/ui/outputs/columns'
import { loopsOf } from '../../../src/ui/outputs/loops'
import type { ValuePath } from '../../../src/ui/outputs/path'
import { runTree } from '../../../src/ui/outputs/runTree'
import { failed, OUTLINE, running, success } from './runs'

const tree = runTree(success(), OUTLINE, true)

const columnsAt = (path: ValuePath) => {
  const base = baseOf(rootRows(tree, loopsOf(tree, {}, path)), path)
  return base ? valueColumns(tree, base.path, path) : []
}

describe('columns', () => {
  it('are none before something is selected', () => {
    expect(columnsAt([])).toEqual([])
  })

  it('go from the task to what holds the selected value', () => {
    expect(columnsAt(['outputs', 'python', 'outputFiles', 'products.csv']).map(column => column.title)).toEqual([
      'python outputs',
      'outputFiles',
    ])
  })

  it('open JSON inside text, with the label of a list item as title', () => {
    const columns = columnsAt(['outputs', 'api', 'body', 'products', 1])
    expect(columns.map(({ title, size }) => [title, size])).toEqual([
      ['api outputs', 4],
      ['body', 4],
      ['products', 30],
      ['Linen Throw, Moss', 15],
    ])
  })

  it('open the context too', () => {
    expect(columnsAt(['inputs', 'api_url']).map(column => column.title)).toEqual(['inputs'])
  })

  it('stop where a path leads nowhere', () => {
    expect(columnsAt(['outputs', 'api', 'nothing']).map(column => column.title)).toEqual(['api outputs'])
  })
})

describe('a task without outputs says why', () => {
  const reason = (run: ReturnType<typeof success>, id: string, over: boolean) =>
    reasonOf(runTree(run, OUTLINE, over).tasks.find(task => task.id === id))

  it('when it failed: the line and the message', () => {
    expect(reason(failed(), 'python', true)).toBe(
      'No outputs: failed at line 14. ColumnNotFoundError: unable to find column "prices"',
    )
  })

  it('when it did not run', () => {
    expect(reason(failed(), 'sqlQuery', true)).toBe('Not run: the run ended before this task.')
  })

  it('when it still runs, and when its turn has not come', () => {
    expect(reason(running(), 'python', false)).toBe('python is running. Its outputs appear when it ends.')
    expect(reason(running(), 'sqlQuery', false)).toBe('sqlQuery has not started yet.')
  })
})

it('a row is said with its value, its type and whether it opens', () => {
  const said = rowsOf([], { uri: 'kestra:///a.ion', size: 14, none: null, list: [1, 2] }).map(spokenRow)
  expect(said).toEqual(['uri, file', 'size, 14, int', 'none, null', 'list, 2 items, list, opens'])
})
