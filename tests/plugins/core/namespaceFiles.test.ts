import { describe, expect, test } from 'vitest'
import { DeleteNamespaceFiles } from '../../../src/plugins/core/namespace/DeleteFiles'
import { DownloadFiles } from '../../../src/plugins/core/namespace/DownloadFiles'
import { matcher } from '../../../src/plugins/core/namespace/glob'
import { UploadFiles } from '../../../src/plugins/core/namespace/UploadFiles'
import { runTask } from '../../support/runContext'

const namespace = 'company.team'
const namespaceFiles = { 'a.sql': '1', 'sub/b.sql': '2', 'c.txt': '3' }

test.each([
  ['a.sql', ['a.sql']],
  ['b.sql', ['sub/b.sql']],
  ['**.sql', ['a.sql', 'sub/b.sql']],
  ['*.sql', ['a.sql']],
  ['**', ['a.sql', 'sub/b.sql', 'c.txt']],
  ['sub/**', ['sub/b.sql']],
  ['/sub/*', ['sub/b.sql']],
  ['glob:{a,c}.*', ['a.sql', 'c.txt']],
  ['glob:[!a].txt', ['c.txt']],
  ['regex:.*b\\.sql', ['sub/b.sql']],
  ['nothing', []],
])('%s finds %j', (pattern, found) => {
  expect(Object.keys(namespaceFiles).filter(matcher([pattern]))).toEqual(found)
})

describe('DownloadFiles', () => {
  test('stores what it finds, by path', async () => {
    const { outputs, text, metrics } = await runTask(DownloadFiles, { namespace, files: 'sub/**' }, { namespaceFiles })
    const files = outputs?.files as Readonly<Record<string, string>>
    expect(Object.keys(files)).toEqual(['/sub/b.sql'])
    expect(await text(files['/sub/b.sql'])).toBe('2')
    expect(metrics).toEqual({ downloaded: 1 })
  })
})

test('DeleteFiles takes files away', async () => {
  const ran = await runTask(DeleteNamespaceFiles, { namespace, files: ['**.sql'] }, { namespaceFiles })
  expect([...ran.namespaceFiles.keys()]).toEqual(['c.txt'])
  expect(ran.metrics).toEqual({ deleted: 2 })
})

describe('UploadFiles', () => {
  const files = { x: 'stored' }
  const upload = (properties: object, workingDirectory?: Map<string, Blob>) =>
    runTask(
      UploadFiles,
      { namespace, ...properties },
      { namespaceFiles, files, ...(workingDirectory ? { workingDirectory } : {}) },
    )
  const textOf = (files: ReadonlyMap<string, Blob>, path: string) => files.get(path)?.text()

  test.each([
    [{ filesMap: { 'q/one.sql': '{{ files.x }}' } }, 'q/one.sql'],
    [{ filesMap: '{{ {"/two.sql": files.x} }}', destination: '/deep' }, 'deep/two.sql'],
    [{ files: { 'three.sql': '{{ files.x }}' } }, 'three.sql'],
  ])('%j', async (properties, path) => {
    expect(await textOf((await upload(properties)).namespaceFiles, path)).toBe('stored')
  })
  test('takes files of the working directory', async () => {
    const folder = new Map([['sub/new.py', new Blob(['print()'])]])
    const ran = await upload({ files: ['*.py'], destination: 'src' }, folder)
    expect(ran.namespaceFiles.has('src/sub/new.py')).toBe(false)
    const found = await upload({ files: ['new.py'], destination: 'src' }, folder)
    expect(await textOf(found.namespaceFiles, 'src/sub/new.py')).toBe('print()')
  })
  test('fails on a file that exists when told to', async () => {
    await expect(upload({ filesMap: { 'a.sql': '{{ files.x }}' }, conflict: 'ERROR' })).rejects.toThrow(
      'already exists',
    )
  })
  test('passes over a file that exists when told to', async () => {
    const ran = await upload({ filesMap: { 'a.sql': '{{ files.x }}' }, conflict: 'SKIP' })
    expect(await textOf(ran.namespaceFiles, 'a.sql')).toBe('1')
  })
  test('needs files', async () => {
    await expect(upload({})).rejects.toThrow('files or filesMap is required')
  })
})
