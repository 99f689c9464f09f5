import { afterEach, describe, expect, test } from 'vitest'
import { createState, type Execution } from '../../src/model'
import {
  type ArchiveChange,
  type Changes,
  CLOSED_NOTE,
  createArchive,
  createExecutionStore,
  createFileStore,
  executionFolder,
  holdExecution,
  isExecutionAlive,
  openChanges,
  type Workspace,
} from '../../src/storage'
import { newDatabase } from './database'

const DATE = '2024-01-01T00:00:00Z'
const channels: Changes[] = []
let channelNumber = 0
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close()
})
const channel = (tab: string, name: string): Changes => {
  const opened = openChanges(tab, name)
  channels.push(opened)
  return opened
}

const workspace = (id: string): Workspace => ({
  id,
  source: 'id: flow',
  version: 'auto',
  inputs: {},
  created: DATE,
  updated: DATE,
})
const execution = (id: string): Execution => ({
  id,
  workspaceId: 'w',
  number: 1,
  namespace: 'company.team',
  flowId: 'flow',
  flowRevision: 1,
  version: '2.0',
  source: 'id: flow',
  state: createState('RUNNING', DATE),
  taskRuns: [],
  inputs: {},
  labels: [],
})

const open = async (alive: readonly string[] = []) => {
  const database = await newDatabase()
  const files = createFileStore(database)
  const name = `changes-${channelNumber++}`
  const changes = channel('here', name)
  const executions = createExecutionStore(database, files, changes.announce)
  const archive = createArchive({
    database,
    files,
    executions,
    changes,
    isAlive: async id => alive.includes(id),
    usage: async () => ({ used: 1, quota: 2 }),
    now: () => Date.parse(DATE),
  })
  const start = (id: string) =>
    executions.record([{ type: 'execution-created', executionId: id, execution: execution(id) }])
  return { archive, files, start, name }
}

describe('the archive', () => {
  test('keeps workspaces until they are deleted with all that is theirs', async () => {
    const { archive, files, start } = await open()
    for (const id of ['w', 'v']) await archive.saveWorkspace(workspace(id))
    await archive.saveWorkspaceFile('w', { path: 'a/b.txt', content: new Blob(['x']) })
    await archive.saveWorkspaceFile('v', { path: 'c.txt', content: new Blob(['y']) })
    await start('1')
    await archive.deleteWorkspace('w')
    expect((await archive.workspaces()).map(({ id }) => id)).toEqual(['v'])
    expect(await archive.executions('w')).toEqual([])
    expect((await files.list('')).map(({ name }) => name)).toEqual(['c.txt'])
  })
  test('keeps the files of a workspace by path', async () => {
    const { archive } = await open()
    for (const path of ['a', 'a.txt']) await archive.saveWorkspaceFile('w', { path, content: new Blob([path]) })
    await archive.deleteWorkspaceFile('w', 'a')
    const files = await archive.workspaceFiles('w')
    expect(await Promise.all(files.map(async ({ path, content }) => [path, await content.text()]))).toEqual([
      ['a.txt', 'a.txt'],
    ])
  })
  test('ends runs of closed tabs and leaves those of living ones', async () => {
    const { archive, start } = await open(['living'])
    for (const id of ['dead', 'living']) await start(id)
    const states = (await archive.executions('w')).map(({ id, state, note }) => [id, state.current, note])
    expect(states).toContainEqual(['dead', 'KILLED', CLOSED_NOTE])
    expect(states).toContainEqual(['living', 'RUNNING', undefined])
  })
  test('tells the bytes of a run, reads its files and deletes them with it', async () => {
    const { archive, files, start } = await open(['1'])
    await start('1')
    const uri = `${executionFolder('company.team', 'flow', '1')}/f`
    await files.put(uri, new Blob(['12345']))
    expect(await archive.executionSize(execution('1'))).toBe(5)
    expect(await (await archive.file(uri)).text()).toBe('12345')
    await archive.deleteExecution(execution('1'))
    await expect(archive.file(uri)).rejects.toMatchObject({ name: 'FileNotFound' })
  })
})

test('a change is heard in other tabs and not in its own', async () => {
  const { archive, name } = await open()
  const heard: ArchiveChange[] = []
  archive.watch(() => heard.push({ type: 'workspace', workspaceId: 'own' }))
  channel('here', name).watch(() => heard.push({ type: 'workspace', workspaceId: 'own worker' }))
  const other = new Promise<void>(resolve => {
    channel('there', name).watch(change => {
      heard.push(change)
      resolve()
    })
  })
  await archive.saveWorkspace(workspace('w'))
  await other
  expect(heard).toEqual([{ type: 'workspace', workspaceId: 'w' }])
})

test('an execution is alive while its lock is held', async () => {
  const held = new Set<string>()
  const locks = {
    request: async (name: string, run: () => Promise<void>) => {
      held.add(name)
      await run()
      held.delete(name)
    },
    query: async () => ({ held: [...held].map(name => ({ name })) }),
  } as unknown as LockManager
  await holdExecution(locks, '1', async () => {
    expect([await isExecutionAlive(locks, '1'), await isExecutionAlive(locks, '2')]).toEqual([true, false])
  })
  expect(await isExecutionAlive(locks, '1')).toBe(false)
})
