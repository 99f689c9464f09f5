import { describe, expect, it, vi } from 'vitest'
import type { FlowCheck, StartRequest } from '../../../src/engine'
import { createPage } from '../../../src/ui/state/page'
import { recordedOutputs, stubsOf, withoutStub } from '../../../src/ui/stubs/stubs'
import { checkFake, fakeServices } from '../fakes'
import { ended, execution, taskRun } from '../outputs/runs'

const SLACK = `id: f
namespace: company.team
tasks:
  - id: tell
    type: io.kestra.plugin.slack.notifications.SlackIncomingWebhook
`

/** A page whose flow has two tasks that cannot run here; `asked` holds what the engine was asked to start. */
async function openPage() {
  const services = fakeServices('success', 1_000)
  const asked: StartRequest[] = []
  const check = async (source: string): Promise<FlowCheck> => ({
    ...checkFake(source),
    ready: ['tell', 'upload'].map(taskId => ({ kind: 'cannot-run' as const, title: taskId, taskId, line: 5 })),
  })
  const start = async (request: StartRequest) => {
    asked.push(request)
    return services.engine.start(request)
  }
  const page = createPage({ ...services, engine: { ...services.engine, check, start } })
  await page.open()
  page.replaceText(SLACK)
  await vi.waitFor(() => expect(page.store.getState().check?.ready).toHaveLength(2))
  return { page, services, asked, state: () => page.store.getState() }
}

describe('stubs', () => {
  it('are kept with the workspace, and are there again when it is opened', async () => {
    const { page, services, state } = await openPage()
    const { workspaceId } = state()
    page.setStub('tell', { id: 'm1' })
    page.saveNow()
    await vi.waitFor(async () => {
      const kept = (await services.archive.workspaces()).find(({ id }) => id === workspaceId)
      expect(kept?.stubs).toEqual({ tell: { id: 'm1' } })
    })
    await page.newWorkspace()
    expect(state().stubs).toEqual({})
    await page.openWorkspace(workspaceId)
    expect(state().stubs).toEqual({ tell: { id: 'm1' } })
  })

  it('go along with a run; running the others gives the rest an empty one for that run alone', async () => {
    const { page, asked, state } = await openPage()
    page.setStub('tell', { id: 'm1' })
    await page.runOthers()
    expect(asked[0]?.stubs).toEqual({ tell: { outputs: { id: 'm1' } }, upload: { outputs: {} } })
    expect(state().stubs).toEqual({ tell: { id: 'm1' } })
    expect(withoutStub(state().check, state().stubs)).toEqual(['upload'])
  })

  it('can be taken away', async () => {
    const { page, state } = await openPage()
    page.setStub('tell', {})
    page.setStub('tell', undefined)
    expect(state().stubs).toEqual({})
  })

  it('come with a run that had them, or from what a task once put out', () => {
    const done = ended('SUCCESS', 0, 1)
    const tell = taskRun('tell', done, { outputs: { id: 'm1' }, badges: ['stub'] })
    const other = taskRun('other', done, { outputs: { n: 1 } })
    expect(stubsOf([tell, other])).toEqual({ tell: { id: 'm1' } })
    const runs = new Map([['r', execution(done, [tell, other])]])
    expect(recordedOutputs(runs, 'other')).toEqual({ number: 7, outputs: { n: 1 } })
    expect(recordedOutputs(runs, 'nobody')).toBeUndefined()
  })
})
