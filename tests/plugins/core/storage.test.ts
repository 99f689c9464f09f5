import { describe, expect, test } from 'vitest'
import { Concat } from '../../../src/plugins/core/storage/Concat'
import { DeduplicateItems } from '../../../src/plugins/core/storage/DeduplicateItems'
import { DeleteFile } from '../../../src/plugins/core/storage/Delete'
import { FilterItems } from '../../../src/plugins/core/storage/FilterItems'
import { LocalFiles } from '../../../src/plugins/core/storage/LocalFiles'
import { PurgeCurrentExecutionFiles } from '../../../src/plugins/core/storage/PurgeCurrentExecutionFiles'
import { Reverse } from '../../../src/plugins/core/storage/Reverse'
import { Size } from '../../../src/plugins/core/storage/Size'
import { Split } from '../../../src/plugins/core/storage/Split'
import { Write } from '../../../src/plugins/core/storage/Write'
import { readIon } from '../../../src/serde'
import { runTask } from '../../support/runContext'

const FROM = '{{ files.a }}'
const file = (content: string | Blob) => ({ files: { a: content } })

test('Write stores text', async () => {
  const { outputs, text } = await runTask(Write, { content: 'é {{ flow.id }}', extension: '.txt' })
  expect(outputs?.uri).toMatch(/\.txt$/)
  expect(await text(outputs?.uri)).toBe('é flow')
})
test('Write names a file .tmp', async () => {
  expect((await runTask(Write, { content: '' })).outputs?.uri).toMatch(/\.tmp$/)
})
test('Size counts bytes', async () => {
  expect((await runTask(Size, { uri: FROM }, file('é'))).outputs).toEqual({ size: 2 })
})

describe('Concat', () => {
  const files = { a: '1', b: '2' }
  const both = ['{{ files.a }}', '{{ files.b }}']
  test('puts the separator after every file', async () => {
    const { outputs, text } = await runTask(Concat, { files: both, separator: ';' }, { files })
    expect(await text(outputs?.uri)).toBe('1;2;')
  })
  test('takes a list as JSON', async () => {
    const { outputs, text } = await runTask(Concat, { files: '{{ [files.b, files.a] }}' }, { files })
    expect(await text(outputs?.uri)).toBe('21')
  })
  test('refuses a text that is no list', async () => {
    await expect(runTask(Concat, { files: FROM }, { files })).rejects.toThrow(/^Expected a list of kestra:\/\//)
  })
})

describe('Split', () => {
  const split = async (content: string, by: object): Promise<readonly string[]> => {
    const { outputs, text } = await runTask(Split, { from: FROM, ...by }, file(content))
    return Promise.all(((outputs?.uris ?? []) as readonly unknown[]).map(text))
  }
  test.each([
    [{ rows: 2 }, ['a\nb\n', 'c\n']],
    [{ bytes: '3' }, ['a\nb\n', 'c\n']],
    [{ bytes: '1KB' }, ['a\nb\nc\n']],
    [{ partitions: 2 }, ['a\nc\n', 'b\n']],
    [{ partitions: 9 }, ['a\n', 'b\n', 'c\n']],
    [{ regexPattern: '([ac])' }, ['a\n', 'c\n']],
    [{ rows: 3, separator: ';' }, ['a;b;c;']],
    [{ rows: 1, partitions: 1 }, ['a\nb\nc\n']],
  ])('%j', async (by, parts) => {
    expect(await split('a\r\nb\nc', by)).toEqual(parts)
  })
  test('of an empty file gives nothing', async () => {
    expect(await split('', { rows: 1 })).toEqual([])
  })
  test('keeps the extension', async () => {
    const { outputs } = await runTask(Split, { from: '{{ files["x.csv"] }}', rows: 1 }, { files: { 'x.csv': 'a' } })
    expect(outputs?.uris).toEqual([expect.stringMatching(/\.csv$/)])
  })
  test('has to know how', async () => {
    await expect(split('a', {})).rejects.toThrow('Invalid configuration with no size, count, rows, nor regexPattern')
  })
  test('tells a size that it cannot read', async () => {
    await expect(split('a', { bytes: 'much' })).rejects.toThrow("Invalid size with value 'much'")
  })
})

test('Reverse turns lines around and ends each', async () => {
  const { outputs, text } = await runTask(Reverse, { from: FROM }, file('b\na\r\na'))
  expect(await text(outputs?.uri)).toBe('a\na\nb\n')
})

describe('Delete', () => {
  test('deletes a file', async () => {
    const { outputs, text } = await runTask(DeleteFile, { uri: FROM }, file('x'))
    expect(outputs?.deleted).toBe(true)
    await expect(text(outputs?.uri)).rejects.toThrow('No file is stored')
  })
  const missing = 'kestra:///x/nothing.txt'
  test('passes over a missing file', async () => {
    expect((await runTask(DeleteFile, { uri: missing })).outputs).toEqual({ uri: missing, deleted: false })
  })
  test('fails on a missing file when asked to', async () => {
    await expect(runTask(DeleteFile, { uri: missing, errorOnMissing: true })).rejects.toThrow(
      `Unable to find file '${missing}' that is requested to be deleted`,
    )
  })
  test('refuses what is no address', async () => {
    await expect(runTask(DeleteFile, { uri: 'a.txt' })).rejects.toThrow('kestra://')
  })
})

const ITEMS = '{id:1,v:"x"}\n{id:2,v:"y"}\n{id:1,v:"z"}\n'
const items = async (blob: Blob): Promise<unknown[]> => {
  const found: unknown[] = []
  for await (const item of readIon(blob)) found.push(item)
  return found
}

describe('FilterItems', () => {
  const filter = (properties: object, content = ITEMS, version: '1.3' | '2.0' = '1.3') =>
    runTask(FilterItems, { from: FROM, ...properties }, { ...file(content), version })

  test('keeps lines that meet the condition', async () => {
    const { outputs, text } = await filter({ filterCondition: '{{ id == 1 }}' })
    expect(outputs).toMatchObject({ processedItemsTotal: 3, droppedItemsTotal: 1 })
    expect(await text(outputs?.uri)).toBe('{id:1,v:"x"}\n{id:1,v:"z"}\n')
  })
  test('stores binary Ion in 2.0', async () => {
    const { outputs, file } = await filter({ filterCondition: '{{ id == 1 }}' }, ITEMS, '2.0')
    const stored = await file(outputs?.uri)
    expect(stored.size).toBe(44)
    expect(await items(stored)).toEqual([
      { id: 1, v: 'x' },
      { id: 1, v: 'z' },
    ])
  })
  test('drops them with EXCLUDE', async () => {
    const { outputs, text } = await filter({ filterCondition: '{{ id == 1 }}', filterType: 'EXCLUDE' })
    expect(await text(outputs?.uri)).toBe('{id:2,v:"y"}\n')
  })
  test('sees the flow beside the item', async () => {
    const { outputs } = await filter({ filterCondition: "{{ flow.id == 'flow' }}" })
    expect(outputs?.droppedItemsTotal).toBe(0)
  })
  const NULLS = '{a:null}\n{a:""}\n{a:1}\n'
  test('fails where the condition is null', async () => {
    await expect(filter({ filterCondition: '{{ a }}' }, NULLS)).rejects.toThrow(
      'Expression `{{ a }}` return `null` on item `{a:null}`',
    )
  })
  test.each([
    ['INCLUDE', '{a:null}\n{a:1}\n'],
    ['EXCLUDE', '{a:1}\n'],
  ])('%s says what becomes of null', async (errorOrNullBehavior, left) => {
    const { outputs, text } = await filter({ filterCondition: '{{ a }}', errorOrNullBehavior }, NULLS)
    expect(await text(outputs?.uri)).toBe(left)
  })
  test('fails where the condition fails', async () => {
    await expect(filter({ filterCondition: '{{ nothing }}' })).rejects.toThrow('nothing')
  })
  test('passes over items where the condition fails when asked to', async () => {
    const { outputs } = await filter({ filterCondition: '{{ nothing }}', errorOrNullBehavior: 'EXCLUDE' })
    expect(outputs?.droppedItemsTotal).toBe(3)
  })
})

describe('DeduplicateItems', () => {
  test('keeps the last of every key, where it is', async () => {
    const { outputs, text } = await runTask(
      DeduplicateItems,
      { from: FROM, expr: '{{ id }}' },
      { ...file(ITEMS), version: '1.3' },
    )
    expect(outputs).toMatchObject({ numKeys: 2, processedItemsTotal: 3, droppedItemsTotal: 1 })
    expect(await text(outputs?.uri)).toBe('{id:2,v:"y"}\n{id:1,v:"z"}\n')
  })
})

describe('LocalFiles', () => {
  test('puts files into the working directory', async () => {
    const workingDirectory = new Map<string, Blob>()
    await runTask(
      LocalFiles,
      { inputs: { 'a.txt': 'hi {{ flow.id }}', b: FROM } },
      { ...file('stored'), workingDirectory },
    )
    expect(await workingDirectory.get('a.txt')?.text()).toBe('hi flow')
    expect(await workingDirectory.get('b')?.text()).toBe('stored')
  })
  test('stores files that a pattern finds', async () => {
    const workingDirectory = new Map(['sub/a.txt', 'b.txt', 'c.csv'].map(path => [path, new Blob([path])] as const))
    const { outputs, text } = await runTask(LocalFiles, { outputs: ['sub/**', 'b.txt'] }, { workingDirectory })
    const uris = outputs?.uris as Readonly<Record<string, string>>
    expect(Object.keys(uris)).toEqual(['sub/a.txt', 'b.txt'])
    expect(await text(uris['sub/a.txt'])).toBe('sub/a.txt')
  })
})

test('PurgeCurrentExecutionFiles deletes what the execution has stored', async () => {
  const { outputs, text } = await runTask(PurgeCurrentExecutionFiles, {}, file('x'))
  const [uri] = (outputs?.uris ?? []) as readonly string[]
  expect(uri).toMatch(/inputs\/a$/)
  await expect(text(uri)).rejects.toThrow('No file is stored')
})
