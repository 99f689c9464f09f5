import { describe, expect, it } from 'vitest'
import type { Execution } from '../../src/model'
import { adopt } from '../../src/storage/foreignRun'

const DATE = '2026-11-24T10:00:00.000Z'
const ENDED = { current: 'SUCCESS', histories: [{ state: 'SUCCESS', date: DATE }] } as const
const own = 'kestra:///company/team/hello/executions/theirs/tasks/a/tr/x.csv'

const execution: Execution = {
  id: 'theirs',
  workspaceId: 'w',
  number: 7,
  namespace: 'company.team',
  flowId: 'hello',
  flowRevision: 1,
  version: '2.0',
  source: 'id: hello',
  state: ENDED,
  taskRuns: [{ id: 'tr', taskId: 'a', attempts: [], state: ENDED, outputs: { uri: own } }],
  inputs: {},
  labels: [],
}

describe('a run from elsewhere', () => {
  it('gets an id of this browser, and its files addresses below it', () => {
    const run = adopt({ execution, logs: [], files: [{ uri: own, content: new Blob(['a']) }] }, 'here', 1)
    const moved = own.replace('theirs', 'here')
    expect(run.execution).toMatchObject({ id: 'here', number: 1 })
    expect(run.execution.taskRuns[0]?.outputs).toEqual({ uri: moved })
    expect(run.files.map(({ uri }) => uri)).toEqual([moved])
  })

  it('brings no file that belongs to another run', () => {
    const other = 'kestra:///company/team/hello/executions/mine/tasks/a/tr/x.csv'
    expect(adopt({ execution, logs: [], files: [{ uri: other, content: new Blob() }] }, 'here', 1).files).toEqual([])
  })
})
