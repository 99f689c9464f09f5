import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { packBytes } from '../../src/links'
import type { Execution, TaskRun } from '../../src/model'
import { BundleUnreadable, type RunBundle, readRunZip, writeRunZip } from '../../src/transfer'

const DATE = '2026-11-24T10:00:00.000Z'
const ENDED = { current: 'SUCCESS', histories: [{ state: 'SUCCESS', date: DATE }] } as const

const execution = (changes: Partial<Execution> = {}): Execution => ({
  id: 'run1',
  workspaceId: 'w1',
  number: 7,
  namespace: 'company.team',
  flowId: 'getting_started',
  flowRevision: 1,
  version: '2.0',
  source: 'id: getting_started\nnamespace: company.team\n',
  state: ENDED,
  taskRuns: [],
  inputs: {},
  labels: [],
  ...changes,
})

const bundle = (changes: Partial<RunBundle> = {}): RunBundle => ({
  execution: execution(),
  logs: [],
  files: [],
  workspaceFiles: [],
  recordings: [],
  stubs: {},
  ...changes,
})

const taskRun: TaskRun = { id: 'tr1', taskId: 'python', attempts: [{ state: ENDED }], state: ENDED, outputs: { a: 1 } }
const uri = (name: string) => `kestra:///company/team/getting-started/executions/run1/tasks/python/tr1/${name}`

/** A bundle with its blobs as bytes, to compare. */
async function plain({ files, workspaceFiles, ...rest }: RunBundle): Promise<unknown> {
  const bytes = async <T extends { content: Blob }>({ content, ...other }: T) => ({
    ...other,
    bytes: [...new Uint8Array(await content.arrayBuffer())],
  })
  return {
    ...rest,
    files: await Promise.all(files.map(bytes)),
    workspaceFiles: await Promise.all(workspaceFiles.map(bytes)),
  }
}

const problemOf = async (zip: Blob): Promise<string> => {
  try {
    await readRunZip(zip)
  } catch (error) {
    if (error instanceof BundleUnreadable) return error.problem
    throw error
  }
  return 'opened'
}

const zipOf = (entries: Readonly<Record<string, string>>): Blob =>
  new Blob([zipSync(Object.fromEntries(Object.entries(entries).map(([name, text]) => [name, strToU8(text)]))).slice()])

describe('a run in a .zip', () => {
  it('comes back as it went in: states, outputs, logs, files of one name', async () => {
    const whole = bundle({
      execution: execution({ taskRuns: [taskRun], inputs: { n: 1 }, outputs: { total: 2 }, note: 'x' }),
      logs: [{ index: 0, executionId: 'run1', level: 'INFO', date: DATE, message: 'héllo', taskId: 'python' }],
      files: ['a/products.csv', 'b/products.csv', 'c/products.csv'].map(name => ({
        uri: uri(name),
        content: new Blob([name]),
      })),
      workspaceFiles: [{ path: 'data/in.csv', content: new Blob(['a,b\n']) }],
      recordings: [{ method: 'GET', url: 'https://example.com/', status: 200, headers: [['a', 'b']], body: '{}' }],
    })
    expect(await plain(await readRunZip(await writeRunZip(whole)))).toEqual(await plain(whole))
  })

  it('comes back byte for byte, whatever its texts and files are', async () => {
    const parts = fc.record({
      source: fc.string({ unit: 'binary' }).map(text => text.toWellFormed()),
      inputs: fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue({ maxDepth: 2 })),
      messages: fc.array(fc.string(), { maxLength: 4 }),
      files: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }),
      workspace: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }),
      bodies: fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }),
      stubs: fc.dictionary(
        fc.stringMatching(/^[a-z]{1,8}$/),
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })),
      ),
    })
    await fc.assert(
      fc.asyncProperty(parts, async ({ source, inputs, messages, files, workspace, bodies, stubs }) => {
        const whole = bundle({
          execution: execution({ source, inputs: JSON.parse(JSON.stringify(inputs)) }),
          logs: messages.map((message, index) => ({ index, executionId: 'run1', level: 'WARN', date: DATE, message })),
          files: files.map((bytes, index) => ({ uri: uri(`f${index}`), content: new Blob([bytes.slice()]) })),
          workspaceFiles: workspace.map((bytes, index) => ({ path: `d/${index}`, content: new Blob([bytes.slice()]) })),
          recordings: bodies.map(bytes => ({
            method: 'GET',
            url: 'https://example.com/',
            status: 200,
            headers: [],
            ...packBytes(bytes),
          })),
          stubs: JSON.parse(JSON.stringify(stubs)),
        })
        expect(await plain(await readRunZip(await writeRunZip(whole)))).toEqual(await plain(whole))
      }),
      { numRuns: 300 },
    )
  })

  it('that was exported while it ran opens as a run that was stopped', async () => {
    const running = { current: 'RUNNING', histories: [{ state: 'RUNNING', date: DATE }] } as const
    const read = await readRunZip(await writeRunZip(bundle({ execution: execution({ state: running }) })))
    expect(read.execution.state.current).toBe('KILLED')
  })
})

describe('a .zip that is no run', () => {
  it('is told apart: no zip, no run, another format', async () => {
    expect(await problemOf(new Blob(['id: flow']))).toBe('not-a-zip')
    expect(await problemOf(zipOf({ 'hello.txt': 'hi' }))).toBe('not-a-run')
    expect(await problemOf(zipOf({ 'flow.yaml': 'id: x', 'execution.json': '{"format":"other"}' }))).toBe('not-a-run')
    expect(await problemOf(zipOf({ 'flow.yaml': 'id: x', 'execution.json': 'nonsense' }))).toBe('not-a-run')
  })

  it('is refused when it was cut anywhere, and never half opened', async () => {
    const whole = await writeRunZip(bundle({ files: [{ uri: uri('a'), content: new Blob(['x'.repeat(5000)]) }] }))
    const cuts = await Promise.all([10, 100, 400, 700].map(end => problemOf(whole.slice(0, end))))
    expect(cuts.filter(problem => problem !== 'damaged' && problem !== 'not-a-run')).toEqual([])
  })

  it('is refused when it unpacks to far more than it holds', async () => {
    const bomb = new Blob([zipSync({ 'flow.yaml': new Uint8Array(60_000_000) }, { level: 9 }).slice()])
    expect(bomb.size).toBeLessThan(100_000)
    expect(await problemOf(bomb)).toBe('too-large')
  })

  it('never crashes the reader when bytes of it are changed', async () => {
    const whole = new Uint8Array(await (await writeRunZip(bundle())).arrayBuffer())
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = whole.slice()
        damaged[at] = (damaged[at] ?? 0) ^ change
        await problemOf(new Blob([damaged]))
      }),
      { numRuns: 500 },
    )
  })
})
