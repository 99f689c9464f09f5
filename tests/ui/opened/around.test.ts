import { describe, expect, it } from 'vitest'
import type { StartRequest } from '../../../src/engine'
import { encodeLink } from '../../../src/links'
import type { Execution } from '../../../src/model'
import { writeResults } from '../../../src/transfer'
import { isUnsavedCopy } from '../../../src/ui/opened/opened'
import { createPage } from '../../../src/ui/state/page'
import { fakeServices } from '../fakes'

const FLOW = 'id: theirs\nnamespace: company.team\ntasks: []\n'
const DATE = '2026-11-24T10:00:00.000Z'
const ENDED = { current: 'SUCCESS', histories: [{ state: 'SUCCESS', date: DATE }] } as const
const RECORDING = { method: 'GET', url: 'https://example.com/', status: 200, headers: [], body: 'kept' }

const RUN: Execution = {
  id: 'theirs',
  workspaceId: 'x',
  number: 9,
  namespace: 'company.team',
  flowId: 'theirs',
  flowRevision: 1,
  version: '2.0',
  source: FLOW,
  state: ENDED,
  taskRuns: [{ id: 't', taskId: 'a', attempts: [], state: ENDED, outputs: { value: 42 } }],
  inputs: {},
  labels: [],
}

/** A page over fakes that notes what it starts and keeps runs. */
async function open() {
  const services = fakeServices('success', 1_000)
  const started: StartRequest[] = []
  const kept: Execution[] = []
  const page = createPage({
    ...services,
    engine: {
      ...services.engine,
      start: async request => {
        started.push(request)
        return { kind: 'started', executionId: 'new' }
      },
    },
    archive: {
      ...services.archive,
      executions: async workspaceId => kept.filter(run => run.workspaceId === workspaceId),
      keepRun: async ({ execution }) => {
        kept.push({ ...execution, id: 'here' })
        return 'here'
      },
    },
  })
  await page.open()
  return { page, started, archive: services.archive }
}

describe('what came with a link', () => {
  it('is kept with a copy: text, files, inputs, stubs', async () => {
    const { page, archive } = await open()
    const stubs = { slack: { ok: true } }
    const files = [{ path: 'data.csv', content: new TextEncoder().encode('a,b\n') }]
    await page.openLink(encodeLink({ flows: [FLOW], files, inputs: { name: 'Ada' }, stubs, version: '1.3' }))
    await page.saveCopy()
    const saved = (await archive.workspaces()).find(({ source }) => source === FLOW)
    expect(saved).toMatchObject({ inputs: { name: 'Ada' }, stubs, version: '1.3' })
    const [file] = await archive.workspaceFiles(saved?.id ?? '')
    expect([file?.path, await file?.content.text()]).toEqual(['data.csv', 'a,b\n'])
    expect(page.store.getState()).toMatchObject({ opened: undefined, stubs, inputs: { name: 'Ada' } })
  })

  it('shows its author’s run before anything runs', async () => {
    const { page, started } = await open()
    const results = await writeResults({ execution: RUN, logs: [], files: [] })
    await page.openLink(encodeLink({ flows: [FLOW], results }))
    const state = page.store.getState()
    expect(state.runId).toBe('here')
    expect(state.opened?.authorRun).toBe('here')
    expect(state.runs.get('here')?.taskRuns[0]?.outputs).toEqual({ value: 42 })
    expect(state.tab).toBe('outputs')
    expect(started).toEqual([])
  })

  it('opens without results that are none', async () => {
    const { page } = await open()
    await page.openLink(encodeLink({ flows: [FLOW], results: { format: 'other' } }))
    const state = page.store.getState()
    expect(state.draft.source).toBe(FLOW)
    expect(state.opened?.damaged).toBe(true)
    expect(state.runs.size).toBe(0)
  })

  it('answers calls when a person asks for that, and only then', async () => {
    const { page, started } = await open()
    await page.openLink(encodeLink({ flows: [FLOW], recordings: [RECORDING] }))
    await page.runRecorded()
    expect(started[0]?.recordings).toHaveLength(1)
    expect(await new Blob([started[0]?.recordings?.[0]?.body ?? '']).text()).toBe('kept')
    await page.run()
    expect(started.at(-1)?.recordings).toBeUndefined()
  })

  it('runs as a guest, with the hosts that were listed; one’s own flow does not', async () => {
    const { page, started } = await open()
    await page.run()
    expect(started[0]?.guest).toBeUndefined()
    await page.openLink(encodeLink({ flows: [FLOW] }))
    await page.run()
    expect(started[1]?.guest).toEqual({ hosts: [] })
    await page.saveCopy()
    await page.run()
    expect(started[2]?.guest).toBeUndefined()
  })

  it('never gets the secrets of another flow, which keeps them in this tab', async () => {
    const { page, started } = await open()
    const own = page.store.getState().workspaceId
    page.store.setState({ secrets: { TOKEN: 'mine' } })
    await page.openLink(encodeLink({ flows: [FLOW] }))
    await page.run()
    expect(started[0]?.secrets).toEqual({})
    await page.openWorkspace(own)
    expect(page.store.getState().secrets).toEqual({ TOKEN: 'mine' })
  })

  it('would be lost once it is changed, until a copy is saved', async () => {
    const { page } = await open()
    await page.openLink(encodeLink({ flows: [FLOW] }))
    expect(isUnsavedCopy(page.store.getState())).toBe(false)
    page.edit(`${FLOW}# mine\n`)
    expect(isUnsavedCopy(page.store.getState())).toBe(true)
    await page.saveCopy()
    expect(isUnsavedCopy(page.store.getState())).toBe(false)
  })
})
