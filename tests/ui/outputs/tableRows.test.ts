import { describe, expect, it } from 'vitest'
import { tableRows } from '../../../src/ui/outputs/preview/tableRows'

describe('the worker of a file of rows', () => {
  it('answers pages with their columns and says which is the last', async () => {
    const rows = tableRows()
    expect(await rows.open(new Blob(['id,name\n1,a\n2,\n3,c\n']), 'x.csv')).toBe('csv')
    expect(await rows.page(0, 2)).toMatchObject({
      columns: [
        { name: 'id', type: 'int', kind: 'number' },
        { name: 'name', kind: 'text' },
      ],
      rows: [
        ['1', 'a'],
        ['2', null],
      ],
      complete: false,
    })
    expect(await rows.page(2, 2)).toMatchObject({ rows: [['3', 'c']], complete: true })
  })

  it('keeps null and missing apart', async () => {
    const rows = tableRows()
    await rows.open(new Blob(['{b:null}\n{a:1}\n']), 'x.ion')
    const { rows: found } = await rows.page(0, 10)
    expect(found).toEqual([[null], [undefined, 1]])
  })

  it('answers nothing for a file that holds no rows', async () => {
    expect(await tableRows().open(new Blob(['text']), 'x.txt')).toBeUndefined()
  })

  it('writes the whole file in another format', async () => {
    const json = await tableRows().convert(new Blob(['{a:1,b:"x"}\n']), 'x.ion', 'json')
    expect(JSON.parse(await json.text())).toEqual([{ a: 1, b: 'x' }])
  })

  it('names the row that is not what it should be', async () => {
    const rows = tableRows()
    await rows.open(new Blob(['{a:1}\n{b:']), 'x.ion')
    await expect(rows.page(0, 10)).rejects.toThrow(/Row \d+ is not Ion/)
  })
})
