import { describe, expect, it, vi } from 'vitest'
import { createPage } from '../../../src/ui/state/page'
import { runsNewestFirst, selectedRun } from '../../../src/ui/state/pageState'
import { fakeServices } from '../fakes'

async function openPage(scenario: 'success' | 'failed') {
  const services = fakeServices(scenario, 1_000)
  const page = createPage(services)
  await page.open()
  return { services, page, state: () => page.store.getState() }
}

const ended = (page: ReturnType<typeof createPage>) =>
  vi.waitFor(() => expect(selectedRun(page.store.getState())?.state.current).toMatch(/SUCCESS|FAILED/), {
    timeout: 5_000,
  })

describe('the page', () => {
  it('opens the first example at the first visit, with nothing run', async () => {
    const { state } = await openPage('success')
    expect(state().draft.source).toContain('id: getting_started')
    expect(selectedRun(state())).toBeUndefined()
  })

  it('draws no flow of this browser before one that comes from outside, and the last one when none came', async () => {
    const services = fakeServices('success', 1_000)
    const drawn: string[] = []
    const first = createPage(services)
    await first.open(async () => undefined)
    expect(first.store.getState().draft.source).toContain('id: getting_started')
    const page = createPage(services)
    page.store.subscribe(({ draft }) => drawn.push(draft.source))
    await page.open(() => page.openFile(new File(['id: theirs'], 'theirs.yaml')))
    expect(new Set(drawn)).toEqual(new Set(['', 'id: theirs']))
  })

  it('shows the last file of the first run that ends well', async () => {
    const { page, state } = await openPage('success')
    await page.run()
    await ended(page)
    expect(state().tab).toBe('outputs')
    expect(state().path).toEqual(['outputs', 'sqlQuery', 'uri'])
  })

  it('keeps the tab at later runs', async () => {
    const { page, state } = await openPage('success')
    await page.run()
    await ended(page)
    page.showTab('logs')
    await page.run()
    await vi.waitFor(() => expect(selectedRun(state())?.number).toBe(2))
    await ended(page)
    expect(state().tab).toBe('logs')
  })

  it('goes on showing a run whose task begins another one', async () => {
    const { services, page, state } = await openPage('success')
    await page.run()
    await ended(page)
    const run = selectedRun(state())
    if (!run) throw new Error('there is a run')
    const execution = { ...run, id: 'child', number: 2, trigger: { executionId: run.id, taskRunId: 'of the task' } }
    services.emit([{ type: 'execution-created', executionId: 'child', execution }])
    expect(state().runs.has('child')).toBe(true)
    expect(state().runId).toBe(run.id)
  })

  it('shows the failure of a run that fails, and says it at once', async () => {
    const { page, state } = await openPage('failed')
    await page.run()
    await ended(page)
    expect(state().tab).toBe('overview')
    expect(state().assertive).toMatch(/^Run 1 failed in task python, line \d+\./)
  })

  it('brings a deleted run back', async () => {
    const { page, state } = await openPage('success')
    await page.run()
    await ended(page)
    const run = selectedRun(state())
    if (!run) throw new Error('there is a run')
    await page.deleteRuns([run])
    expect(state().runs.size).toBe(0)
    state().toast?.action?.run()
    expect(selectedRun(state())?.id).toBe(run.id)
  })

  it('drops what the archive deleted of old runs, and asks it to keep as many as was chosen', async () => {
    const { services } = await openPage('success')
    const asked: number[] = []
    const archive = {
      ...services.archive,
      prune: async (_workspaceId: string, keep: number) => {
        asked.push(keep)
        return asked.length > 1 ? ['fake-run-1'] : []
      },
    }
    const page = createPage({ ...services, archive })
    await page.open()
    page.setKeptRuns(5)
    await page.run()
    await ended(page)
    await page.run()
    await vi.waitFor(() => expect(selectedRun(page.store.getState())?.number).toBe(2))
    await ended(page)
    await vi.waitFor(() => expect([...page.store.getState().runs.keys()]).toEqual(['fake-run-2']))
    expect(asked).toEqual([5, 5])
    expect(createPage(services).store.getState().keptRuns).toBe(5)
  })

  it('asks before it downloads over mobile data, also when Run comes before the flow was read', async () => {
    vi.stubGlobal('navigator', { connection: { saveData: true } })
    const services = fakeServices('success', 1_000)
    let read: () => void = () => undefined
    const reading = new Promise<void>(resolve => {
      read = resolve
    })
    const check: typeof services.engine.check = async (...given) => {
      await reading
      const ready = [{ kind: 'download', title: 'Python', bytes: 7, here: false, line: 1 }] as const
      return { ...(await services.engine.check(...given)), ready }
    }
    const page = createPage({ ...services, engine: { ...services.engine, check } })
    await page.open()
    const run = page.run()
    expect(page.store.getState().starting).toBe(false)
    read()
    await run
    expect(page.store.getState().mobileBytes).toBe(7)
    expect(selectedRun(page.store.getState())).toBeUndefined()
    vi.unstubAllGlobals()
  })

  it('hands over what the fields show, but not in the place of what a trigger gives', async () => {
    const { services } = await openPage('success')
    const given: unknown[] = []
    const start: typeof services.engine.start = async request => {
      given.push(request.inputs)
      return { kind: 'invalid-inputs', problems: [] }
    }
    const opened = createPage({ ...services, engine: { ...services.engine, start } })
    await opened.open()
    const { check } = opened.store.getState()
    if (!check) throw new Error('the text was looked at')
    opened.store.setState({ check: { ...check, inputs: [{ id: 'flag', type: 'BOOL', required: true }] } })
    await opened.run()
    await opened.fire({ triggerId: 'daily' })
    expect(given).toEqual([{ flag: false }, {}])
  })

  it('opens with the last keys even when the archive never got them', async () => {
    const { services } = await openPage('success')
    const archive = { ...services.archive, saveWorkspace: () => new Promise<void>(() => undefined) }
    const cutOff = createPage({ ...services, archive })
    await cutOff.open()
    cutOff.edit('id: last_keys')
    cutOff.flush()
    const again = createPage(services)
    await again.open()
    expect(again.store.getState().draft.source).toBe('id: last_keys')
  })

  it('keeps the text of another tab beside its own', async () => {
    const { page, services, state } = await openPage('success')
    const workspace = state().workspaces[0]
    if (!workspace) throw new Error('there is a workspace')
    page.store.setState({ foreignVersion: { ...workspace, source: 'id: theirs' } })
    page.edit('id: mine')
    await page.keepOwnVersion()
    expect(state().draft.source).toBe('id: mine')
    expect((await services.archive.workspaces()).map(({ source }) => source)).toContain('id: mine')
    expect(runsNewestFirst(state().runs)).toEqual([])
  })
})
