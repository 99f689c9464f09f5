import { describe, expect, it, vi } from 'vitest'
import type { FlowCheck, StartRequest } from '../../../src/engine'
import { createPage } from '../../../src/ui/state/page'
import { fakeServices } from '../fakes'

const VALUE = 'correct-horse-battery'
const INPUTS: FlowCheck['inputs'] = [
  { id: 'password', type: 'SECRET', required: true, displayName: 'Password' },
  { id: 'name', type: 'STRING', required: true },
]

async function openPage() {
  const services = fakeServices('success', 1_000)
  const started: StartRequest[] = []
  const { check, start } = services.engine
  const page = createPage({
    ...services,
    engine: {
      ...services.engine,
      check: async (...asked) => ({ ...(await check(...asked)), inputs: INPUTS }),
      start: async request => {
        started.push(request)
        if (!request.inputs.password) {
          const message = 'Missing required input:password'
          return { kind: 'invalid-inputs', problems: [{ inputId: 'password', message }] }
        }
        return start(request)
      },
    },
  })
  await page.open()
  await vi.waitFor(() => expect(page.store.getState().check?.inputs).toHaveLength(2))
  return { services, page, started, state: () => page.store.getState() }
}

describe('the value of a SECRET input', () => {
  it('reaches the run, and is not kept with the flow', async () => {
    const { services, page, started, state } = await openPage()
    page.setInput('password', VALUE)
    page.setInput('name', 'Ada')
    page.flush()
    await page.run()
    expect(started[0]?.inputs).toEqual({ password: VALUE, name: 'Ada' })
    await vi.waitFor(async () => {
      expect((await services.archive.workspaces()).find(({ id }) => id === state().workspaceId)?.inputs).toEqual({
        name: 'Ada',
      })
    })
    expect(JSON.stringify(await services.archive.workspaces())).not.toContain(VALUE)
  })

  it('is taken out of what is kept when an input becomes one', async () => {
    const { services, page, started, state } = await openPage()
    page.store.setState({ inputs: { password: VALUE } })
    await page.recheck()
    expect(state().inputs).toEqual({})
    page.flush()
    await vi.waitFor(async () => expect(await services.archive.workspaces()).toMatchObject([{ inputs: {} }]))
    await page.run()
    expect(started[0]?.inputs).toEqual({ password: VALUE })
  })

  it('stays with its own flow', async () => {
    const { page, state } = await openPage()
    const own = state().workspaceId
    page.setInput('password', VALUE)
    await page.newWorkspace()
    expect(state().secretInputs).toEqual({})
    await page.openWorkspace(own)
    expect(state().secretInputs).toEqual({ password: VALUE })
  })

  it('is asked for in a sentence when it is not there any more', async () => {
    const { page, state } = await openPage()
    await page.run()
    expect(state().startError).toBe(
      'Type the value of Password. Values of SECRET inputs are never kept in this browser.',
    )
    expect(state().inputProblems).toEqual([{ inputId: 'password', message: state().startError }])
  })
})
