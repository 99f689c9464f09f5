import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink, packRecording, unpackRecording } from '../../src/links'
import type { Execution, LogEntry } from '../../src/model'
import { BundleUnreadable, readResults, writeResults } from '../../src/transfer'

const DATE = '2026-11-24T10:00:00.000Z'
const ENDED = { current: 'SUCCESS', histories: [{ state: 'SUCCESS', date: DATE }] } as const
const SOURCE = 'id: hello\nnamespace: company.team\n'
const FOLDER = 'kestra:///company/team/hello/executions/theirs/tasks/a/tr'

const execution: Execution = {
  id: 'theirs',
  workspaceId: 'w',
  number: 7,
  namespace: 'company.team',
  flowId: 'hello',
  flowRevision: 1,
  version: '2.0',
  source: SOURCE,
  state: ENDED,
  taskRuns: [
    { id: 'tr', taskId: 'a', attempts: [], state: ENDED, outputs: { uri: `${FOLDER}/rows.csv` }, badges: ['stub'] },
  ],
  inputs: { n: 1 },
  labels: [],
}

const line = (index: number): LogEntry => ({
  index,
  executionId: 'theirs',
  level: 'INFO',
  date: DATE,
  message: `${index}`,
})

/** The results as a link brings them. */
const through = (results: unknown): unknown => decodeLink(encodeLink({ flows: [SOURCE], results })).content.results

describe('the results of a run in a link', () => {
  it('come back: states, outputs, small files byte for byte, the end of the log', async () => {
    const bytes = Uint8Array.of(0, 1, 255, 254)
    const files = [
      { uri: `${FOLDER}/rows.csv`, content: new Blob(['brand,price\n']) },
      { uri: `${FOLDER}/rows.bin`, content: new Blob([bytes]) },
      { uri: `${FOLDER}/large`, content: new Blob(['x'.repeat(200_000)]) },
    ]
    const logs = Array.from({ length: 300 }, (_, index) => line(index))
    const read = readResults(through(await writeResults({ execution, logs, files })), SOURCE)
    expect(read.execution).toEqual(execution)
    expect(read.logs.map(({ message }) => message)).toEqual(logs.slice(-100).map(({ message }) => message))
    expect(read.files.map(({ uri }) => uri)).toEqual([`${FOLDER}/rows.csv`, `${FOLDER}/rows.bin`])
    expect(await read.files[0]?.content.text()).toBe('brand,price\n')
    expect(new Uint8Array((await read.files[1]?.content.arrayBuffer()) ?? new ArrayBuffer())).toEqual(bytes)
  })

  it('of another shape are refused as a whole', () => {
    for (const odd of [null, 1, [], {}, { format: 'flowyard-run', formatVersion: 1, execution: { id: 1 } }])
      expect(() => readResults(odd, SOURCE)).toThrow(BundleUnreadable)
  })
})

describe('a recorded response', () => {
  it('travels as text where it is one, and as bytes where it is none', async () => {
    const recorded = async (body: Blob) => {
      const packed = await packRecording({ method: 'GET', url: 'https://example.com/', status: 200, headers: [], body })
      const { content } = decodeLink(encodeLink({ flows: [SOURCE], recordings: [packed] }))
      const [read] = content.recordings ?? []
      return {
        encoding: packed.encoding,
        bytes: new Uint8Array(await (read ? unpackRecording(read).body : new Blob()).arrayBuffer()),
      }
    }
    expect(await recorded(new Blob(['héllo']))).toEqual({
      encoding: undefined,
      bytes: new TextEncoder().encode('héllo'),
    })
    const bytes = Uint8Array.of(137, 80, 78, 71, 0, 255)
    expect(await recorded(new Blob([bytes]))).toEqual({ encoding: 'base64', bytes })
  })
})
