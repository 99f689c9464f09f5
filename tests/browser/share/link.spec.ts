import { readFile } from 'node:fs/promises'
import { encodeLink } from '../../../src/links'
import { expectAccessible } from '../page/support/axe'
import { hello } from '../page/support/flows'
import { expect, cutOff as test } from '../support/reach'

const link = encodeLink({ flows: [hello], view: { tab: 'logs' } })

test('opens what is in a link and runs nothing until Run is pressed', async ({ page, flowyard }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  await page.goto(`./${link}`)
  await expect(page.getByText('Opened from a link')).toBeVisible()
  await expect(page.getByText('Nothing has run. Nothing runs until you press Run.')).toBeVisible()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('hello')
  await expect(page.getByText('Not saved yet')).toBeVisible()
  expect(asked.filter(url => /\/running-|\.wasm|\.whl/.test(url))).toEqual([])
  await expectAccessible(page)
  await flowyard.run('SUCCESS')
  await expect(flowyard.execution.getByRole('tab', { name: 'Logs' })).toHaveAttribute('aria-selected', 'true')
})

test('keeps a copy when a person wants it, beside the flows that were here', async ({ page, flowyard }) => {
  await flowyard.open()
  await page.goto(`./${link}`)
  await page.getByRole('button', { name: 'Save a copy, run later' }).click()
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  expect(new URL(page.url()).hash).toBe('')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('hello')
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await expect(page.getByRole('menu').getByText('getting_started', { exact: true }).first()).toBeVisible()
})

test('shows nothing of another flow before the one of the link, and the last one when there is none', async ({
  page,
  flowyard,
}) => {
  await flowyard.open()
  await flowyard.write(hello.replace('id: hello', 'id: mine'))
  await expect(page.getByText('Saved in this browser')).toBeVisible()
  await page.addInitScript(() => {
    const shown = new Set<string>()
    new MutationObserver(() => shown.add(document.querySelector('h1')?.textContent ?? '')).observe(document, {
      childList: true,
      characterData: true,
      subtree: true,
    })
    Object.assign(window, { shown })
  })
  const titles = (): Promise<readonly string[]> =>
    page.evaluate(() => [...(Reflect.get(window, 'shown') as Set<string>)].filter(title => title !== ''))
  await page.goto('about:blank')
  await page.goto(`./${link}`)
  await expect(page.getByText('Opened from a link')).toBeVisible()
  expect(await titles()).toEqual([expect.stringContaining('Opening…'), expect.stringContaining('hello')])
  await page.goto('about:blank')
  await page.goto('./#/v1/1/broken')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('mine')
  await expect(page.getByRole('alert').filter({ hasText: 'This link' })).toBeVisible()
})

test('says that a link is cut off, and shows what could be read of it', async ({ page }) => {
  await page.goto(`./${link.slice(0, -20)}`)
  await expect(page.getByText(/^This link is cut off\./)).toBeVisible()
})

test('makes a link that opens the same flow', async ({ page, flowyard }) => {
  await flowyard.open()
  await flowyard.write(hello.replace('Hello from', 'Greetings from'))
  await page.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog.getByText(/^Fits into chat, mail and issue trackers\.$/)).toBeVisible()
  await expectAccessible(page)
  const address = await dialog.getByRole('textbox', { name: 'Link to copy' }).inputValue()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByText('Greetings from')).toBeVisible()
})

test('stops a link that is about to carry a credential, and moves it to a secret', async ({ page, flowyard }) => {
  await flowyard.open()
  await flowyard.write(`${hello}variables:\n  password: hunter2222\n`)
  await page.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog.getByText(/Line 8 looks like a password\. Links never hide text\./)).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Link to copy' })).toHaveCount(0)
  await dialog.getByRole('button', { name: 'Move it to a secret' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Link to copy' })).toBeVisible()
})

test('exports a run as a .zip that opens again as a run', async ({ page, flowyard }) => {
  await flowyard.open()
  await flowyard.write(hello)
  await flowyard.run('SUCCESS')
  await page.getByRole('button', { name: 'Share' }).click()
  const waiting = page.waitForEvent('download')
  await page.getByRole('button', { name: /^Export run \d+ as \.zip$/ }).click()
  const path = await (await waiting).path()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: 'Open a file…' }).click()
  await (await chooser).setFiles({ name: 'run.zip', mimeType: 'application/zip', buffer: await readFile(path) })
  await expect(page.getByRole('button', { name: 'Run it here' })).toBeVisible()
  await expect(flowyard.execution.getByText('SUCCESS', { exact: true }).first()).toBeVisible()
})

test('opens a link with results showing the author’s run, before anything runs', async ({ page, flowyard }) => {
  await flowyard.open()
  await flowyard.write(hello)
  await flowyard.run('SUCCESS')
  await page.getByRole('button', { name: 'Share' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await dialog.getByRole('checkbox', { name: /^Results of run \d+$/ }).check()
  const box = dialog.getByRole('textbox', { name: 'Link to copy' })
  await expect.poll(async () => (await box.inputValue()).length).toBeGreaterThan(500)
  const address = await box.inputValue()
  await page.goto('about:blank')
  await page.goto(address)
  await expect(page.getByText('The author’s run')).toBeVisible()
  await expect(page.getByText('Nothing has run here.')).toBeVisible()
  await flowyard.tab('Logs')
  await expect(flowyard.execution.getByText('Hello from hello')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Run it here' }).click()
  await expect(flowyard.execution.getByRole('button', { name: /^Run 2/ })).toBeVisible()
  await flowyard.expectState('SUCCESS')
  await expect(page.getByText('The author’s run')).toBeHidden()
})

test('runs with the responses that came with a link, without a network', async ({ page, flowyard }) => {
  const flow = `id: recorded
namespace: company.team
tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
    uri: https://api.example.net/things
`
  const recordings = [
    { method: 'GET', url: 'https://api.example.net/things', status: 200, headers: [], body: '{"kept": 42}' },
  ]
  await page.goto(`./${encodeLink({ flows: [flow], recordings })}`)
  await page.getByRole('button', { name: 'Run with recorded responses' }).click()
  await flowyard.expectState('SUCCESS')
  await expect(flowyard.execution.getByText('Recorded response').first()).toBeVisible()
  await page.getByRole('button', { name: 'Replay' }).click()
  await page.getByRole('menuitem', { name: /^With recorded responses/ }).click()
  await expect(flowyard.execution.getByRole('button', { name: /^Run 2/ })).toBeVisible()
  await flowyard.expectState('SUCCESS')
})

test('asks before a page goes with a changed flow from a link', async ({ page, flowyard }) => {
  await page.goto(`./${link}`)
  await expect(page.getByText('Opened from a link')).toBeVisible()
  await flowyard.write(hello.replace('Hello from', 'Greetings from'))
  await expect(page.getByText('This is your copy now. It is not saved yet.')).toBeVisible()
  const asked = page.waitForEvent('dialog')
  const closing = page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.accept()
  await closing
})
