import { describe, expect, it } from 'vitest'
import { encodeLink } from '../../../src/links'
import { pathOf } from '../../../src/ui/opened/opened'
import { readAddress } from '../../../src/ui/opened/readAddress'
import { pathExpression } from '../../../src/ui/outputs/path'
import { createPage } from '../../../src/ui/state/page'
import { fakeServices } from '../fakes'

const FLOW = 'id: theirs\nnamespace: company.team\ntasks: []\n'
const link = encodeLink({ flows: [FLOW], inputs: { name: 'Ada' }, view: { tab: 'outputs', select: 'outputs.a.uri' } })

const open = async () => {
  const services = fakeServices('success')
  const page = createPage(services)
  await page.open()
  return { page, services, own: page.store.getState().workspaceId }
}

describe('a flow from a link', () => {
  it('shows its text, inputs, tab and selection, and runs nothing', async () => {
    const { page } = await open()
    await page.openLink(link)
    const state = page.store.getState()
    expect(state.draft.source).toBe(FLOW)
    expect(state.inputs).toEqual({ name: 'Ada' })
    expect(state.tab).toBe('outputs')
    expect(state.path).toEqual(['outputs', 'a', 'uri'])
    expect(state.runs.size).toBe(0)
    expect(state.starting).toBe(false)
  })

  it('is not kept, and leaves what is kept as it was', async () => {
    const { page, services, own } = await open()
    const before = await services.archive.workspaces()
    await page.openLink(link)
    page.edit(`${FLOW}# mine\n`)
    page.saveNow()
    await page.openWorkspace(own)
    expect(await services.archive.workspaces()).toEqual(before)
    expect(page.store.getState().workspaces.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
    expect(page.store.getState().opened).toBeUndefined()
  })

  it('is kept beside the others once a copy is saved', async () => {
    const { page, services } = await open()
    const before = await services.archive.workspaces()
    await page.openLink(link)
    page.edit(`${FLOW}# mine\n`)
    await page.saveCopy()
    const after = await services.archive.workspaces()
    expect(after.length).toBe(before.length + 1)
    expect(after.map(({ source }) => source)).toContain(`${FLOW}# mine\n`)
  })

  it('goes back to how it came', async () => {
    const { page } = await open()
    await page.openLink(link)
    page.edit('id: changed\n')
    page.backToOpened()
    expect(page.store.getState().draft.source).toBe(FLOW)
  })

  it('that was cut says so, with what could be read', async () => {
    const { page } = await open()
    await page.openLink(link.slice(0, -12))
    const { opened, openProblem } = page.store.getState()
    expect(opened?.damaged === true || openProblem?.startsWith('This link is cut off.')).toBe(true)
  })

  it('that holds nothing readable leaves the page as it was', async () => {
    const { page, own } = await open()
    await page.openLink('#/v1/d/AAAA')
    expect(page.store.getState().openProblem).toBe('This link is cut off. Ask for it again, or paste the flow here.')
    expect(page.store.getState().workspaceId).toBe(own)
  })
})

describe('the selection of a link', () => {
  it('is read as it is written', () => {
    const path = ['outputs', 'python', 'outputFiles', "it's-1.csv", 0]
    expect(pathOf(pathExpression(path))).toEqual(path)
    expect(pathOf('outputs..x | evil')).toEqual([])
  })
})

describe('a flow behind an address', () => {
  const answer = (body: BodyInit, init?: ResponseInit) => async () => new Response(body, init)
  const message = async (...args: Parameters<typeof readAddress>) => {
    const read = await readAddress(...args)
    return read.ok ? 'opened' : read.message
  }

  it('is opened by https, without cookies and without a referrer', async () => {
    const asked: RequestInit[] = []
    const read = await readAddress('https://example.com/a.yaml', async (_, init) => {
      asked.push(init)
      return new Response(FLOW)
    })
    expect(read).toMatchObject({ ok: true, opened: { source: FLOW, from: 'address' } })
    expect(asked[0]).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
  })

  it('says what stood in the way', async () => {
    const address = 'https://example.com/a.yaml'
    expect(await message('nonsense')).toContain('is not an address')
    expect(await message('http://example.com/a.yaml')).toContain('must be called by https')
    expect(await message(address, answer('', { status: 404, statusText: 'Not Found' }))).toContain('answered 404')
    expect(await message(address, answer('x'.repeat(1_000_001)))).toContain('larger than 1 MB')
    expect(await message(address, answer('a\u0000b'))).toContain('is not a text')
    expect(await message(address, () => Promise.reject(new TypeError('x')))).toContain('(CORS)')
  })
})
