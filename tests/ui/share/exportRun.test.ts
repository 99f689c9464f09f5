import { describe, expect, it } from 'vitest'
import type { Execution } from '../../../src/model'
import { readRunZip } from '../../../src/transfer'
import { exportRun, secretTexts } from '../../../src/ui/share/exportRun'

const DATE = '2026-11-24T10:00:00.000Z'
const ENDED = { current: 'SUCCESS', histories: [{ state: 'SUCCESS', date: DATE }] } as const
const URI = 'kestra:///company/team/hello/executions/r/tasks/a/t/rows.csv'

const execution: Execution = {
  id: 'r',
  workspaceId: 'w',
  number: 3,
  namespace: 'company.team',
  flowId: 'hello',
  flowRevision: 1,
  version: '2.0',
  source: 'id: hello\n',
  state: ENDED,
  taskRuns: [{ id: 't', taskId: 'a', attempts: [], state: ENDED, outputs: { uri: URI, echo: 'I got hunter22' } }],
  inputs: { key: 'typed-secret', name: 'Ada' },
  labels: [],
}

describe('an exported run', () => {
  it('takes files, responses and stubs along, and no secret', async () => {
    const check = { inputs: [{ id: 'key', type: 'SECRET', required: true }] }
    const secrets = secretTexts({ secrets: { TOKEN: 'hunter22' }, secretInputs: {}, check } as never, execution)
    const zip = await exportRun(
      {
        execution,
        secrets,
        stubs: { slack: { ok: true } },
        files: [{ path: 'in.csv', content: new Blob(['a']) }],
      },
      {
        file: async () => new Blob(['rows']),
        logs: async () => [{ index: 0, executionId: 'r', level: 'INFO', date: DATE, message: 'key typed-secret' }],
        responses: async () => [
          { method: 'GET', url: 'https://example.com/?k=hunter22', status: 200, headers: [], body: new Blob(['kept']) },
        ],
      },
    )
    const read = await readRunZip(zip)
    expect(read.execution.inputs).toEqual({ key: '******', name: 'Ada' })
    expect(read.execution.taskRuns[0]?.outputs).toEqual({ uri: URI, echo: 'I got ******' })
    expect(read.logs.map(({ message }) => message)).toEqual(['key ******'])
    expect(read.recordings).toMatchObject([{ url: 'https://example.com/?k=******', body: 'kept' }])
    expect(read.stubs).toEqual({ slack: { ok: true } })
    expect(await read.files[0]?.content.text()).toBe('rows')
    expect(read.workspaceFiles.map(({ path }) => path)).toEqual(['in.csv'])
  })
})
