import { describe, expect, it } from 'vitest'
import { createState, type Execution } from '../../src/model'
import { createExecutionStore, createFileStore, keepResponse, readResponses } from '../../src/storage'
import { newDatabase } from './database'

const DATE = '2024-01-01T00:00:00Z'
const execution = (id: string): Execution => ({
  id,
  workspaceId: 'w',
  number: 1,
  namespace: 'company.team',
  flowId: 'flow',
  flowRevision: 1,
  version: '2.0',
  source: 'id: flow',
  state: createState('SUCCESS', DATE),
  taskRuns: [],
  inputs: {},
  labels: [],
})
const response = (url: string, body: Blob | string) => ({
  method: 'GET',
  url,
  status: 200,
  headers: [['content-type', 'text/plain']] as const,
  body,
})

describe('the responses of a run', () => {
  it('come back in their order, byte for byte, and go with the run', async () => {
    const database = await newDatabase()
    const files = createFileStore(database)
    const executions = createExecutionStore(database, files)
    for (const id of ['one', 'two'])
      await executions.record([{ type: 'execution-created', executionId: id, execution: execution(id) }])
    const bytes = Uint8Array.of(10, 0, 255, 10)
    await keepResponse(files, 'one', 1, response('https://example.com/b', 'line\nline'))
    await keepResponse(files, 'one', 0, response('https://example.com/a', new Blob([bytes])))
    await keepResponse(files, 'two', 0, response('https://example.com/c', ''))

    const [first, second, ...rest] = await readResponses(files, 'one')
    expect(rest).toEqual([])
    expect(first).toMatchObject({
      url: 'https://example.com/a',
      status: 200,
      headers: [['content-type', 'text/plain']],
    })
    expect(new Uint8Array((await first?.body.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
    expect(await second?.body.text()).toBe('line\nline')

    await executions.delete('one')
    expect(await readResponses(files, 'one')).toEqual([])
    expect(await readResponses(files, 'two')).toHaveLength(1)
  })
})
