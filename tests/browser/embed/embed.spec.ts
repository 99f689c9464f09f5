import { expectAccessible } from '../page/support/axe'
import { expect, HELLO, SLEEPING, test } from './site'

const types = (messages: readonly Readonly<Record<string, unknown>>[]) => messages.map(({ type }) => type)

test('shows the asked lines and loads no engine, editor or runtime before Run', async ({ host }) => {
  const asked: string[] = []
  host.page.on('request', request => asked.push(request.url()))
  await host.open(host.frame({ flow: HELLO, lines: '3-5', hl: '5' }))
  await expect(host.embed().getByText('io.kestra.plugin.core.debug.Return')).toBeVisible()
  await expect(host.embed().getByText('namespace')).toBeHidden()
  await expect(host.embed().locator('.marked')).toContainText('debug.Return')
  await host.embed().getByRole('button', { name: 'Show lines 1 to 2' }).click()
  await expect(host.embed().getByText('namespace')).toBeVisible()
  await expect(host.embed().getByText('Calls no host. Runs in your browser.')).toBeVisible()
  expect(asked.filter(url => /worker|\.wasm|pyodide|duckdb|editor/i.test(url))).toEqual([])
  expect(types(await host.messages())).toContain('ready')
})

test('runs by the press of its reader, shows the outputs and tells what happens', async ({ host }) => {
  await host.open(host.frame({ flow: HELLO }))
  await host.embed().getByRole('button', { name: 'Run', exact: true }).click()
  await expect(host.embed().locator('footer').getByText('SUCCESS')).toBeVisible()
  await expect(host.embed().getByRole('tab', { name: 'Outputs' })).toHaveAttribute('aria-selected', 'true')
  await expect(host.embed().getByText('Hello 42')).toBeVisible()
  const told = await host.messages()
  expect(types(told)).toEqual(expect.arrayContaining(['ready', 'resize', 'runstart', 'task', 'runend']))
  expect(JSON.stringify(told), 'values never leave by themselves').not.toContain('Hello 42')
  await host.send({ type: 'get', expression: 'outputs.say.value' })
  await expect.poll(async () => (await host.messages()).find(({ type }) => type === 'value')?.json).toBe('"Hello 42"')
  await host.embed().getByRole('button', { name: 'Reset to original' }).click()
  await expect(host.embed().getByText('Calls no host.')).toBeVisible()
})

test('refuses the command run before the press of its reader, and obeys it after', async ({ host }) => {
  await host.open(host.frame({ flow: HELLO }))
  await expect(host.embed().getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  await host.send({ type: 'run' })
  await expect
    .poll(async () => (await host.messages()).find(({ type }) => type === 'error'))
    .toMatchObject({ code: 'needs-press', id: 'asked' })
  expect(types(await host.messages())).not.toContain('runstart')
  await host.embed().getByRole('button', { name: 'Run', exact: true }).click()
  await expect(host.embed().locator('footer').getByText('SUCCESS')).toBeVisible()
  await host.send({ type: 'run' })
  await expect.poll(async () => types(await host.messages()).filter(type => type === 'runend').length).toBe(2)
})

test('hears no command of an origin that it was not given', async ({ host }) => {
  await host.open(host.frame({ flow: HELLO, origin: 'https://example.com' }))
  await expect(host.embed().getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  await host.send({ type: 'tab', name: 'logs' })
  await host.send({ type: 'flow', yaml: 'id: other\n' })
  await expect(host.embed().getByRole('heading', { level: 1 })).toHaveText('hello')
  await expect(host.embed().getByRole('tab', { name: 'Flow' })).toHaveAttribute('aria-selected', 'true')
})

test('takes a theme, a tab and a flow from its host', async ({ host }) => {
  await host.open(host.frame({ flow: HELLO, theme: 'light' }))
  await expect(host.embed().locator('html')).toHaveAttribute('data-theme', 'light')
  await host.send({ type: 'theme', value: 'dark' })
  await expect(host.embed().locator('html')).toHaveAttribute('data-theme', 'dark')
  await host.send({ type: 'flow', yaml: SLEEPING })
  await expect(host.embed().getByRole('heading', { level: 1 })).toHaveText('sleeping')
  await host.send({ type: 'tab', name: 'logs' })
  await expect(host.embed().getByText('Logs appear here when the flow runs.')).toBeVisible()
})

test('runs one at a time with the other embeds of its page', async ({ host }) => {
  await host.open(host.frame({ flow: SLEEPING }) + host.frame({ flow: HELLO }))
  await host.embed(0).getByRole('button', { name: 'Run', exact: true }).click()
  await expect(host.embed(0).getByText('rest is running')).toBeVisible()
  await host.embed(1).getByRole('button', { name: 'Run', exact: true }).click()
  await expect(host.embed(1).getByText('Another example on this page is running. Yours is next.')).toBeVisible()
  await expect(host.embed(0).locator('footer').getByText('SUCCESS')).toBeVisible()
  await expect(host.embed(1).locator('footer').getByText('SUCCESS')).toBeVisible()
})

test('asks its reader before a call to a host that it did not name', async ({ host }) => {
  const flow = HELLO.replace('Hello {{ 6 * 7 }}', `"{{ http('https://' ~ 'stranger.example/') }}"`)
  await host.open(host.frame({ flow }))
  await host.embed().getByRole('button', { name: 'Run', exact: true }).click()
  await expect(
    host.embed().getByText('This flow wants to call stranger.example, which was not in the list.'),
  ).toBeVisible()
  await host.embed().getByRole('button', { name: 'Refuse' }).click()
  await expect(host.embed().locator('footer').getByText('FAILED')).toBeVisible()
  await expect(host.embed().getByText('you refused the call').first()).toBeVisible()
})

test('lets a task that waits go on, or says what it still needs', async ({ host }) => {
  const pause = '  - id: approval\n    type: io.kestra.plugin.core.flow.Pause\n'
  const flow = HELLO.replace('tasks:\n', `tasks:\n${pause}`)
  const asking = `${pause}    onResume:\n      - {id: copies, type: INT}\n`
  await host.open(host.frame({ flow }) + host.frame({ flow: HELLO.replace('tasks:\n', `tasks:\n${asking}`) }))
  const foot = (index: number) => host.embed(index).locator('footer')
  await host.embed().getByRole('button', { name: 'Run', exact: true }).click()
  await expect(foot(0).getByText('approval waits for you.')).toBeVisible()
  await foot(0).getByRole('button', { name: 'Resume' }).click()
  await expect(foot(0).getByText('SUCCESS')).toBeVisible()
  await host.embed(1).getByRole('button', { name: 'Run', exact: true }).click()
  await foot(1).getByRole('button', { name: 'Resume' }).click()
  await expect(foot(1).getByText(/copies.*Open it in Flowyard to fill that in\.$/)).toBeVisible()
  await foot(1).getByRole('button', { name: 'Stop' }).click()
  await expect(foot(1).getByText('KILLED')).toBeVisible()
})

test('ten on one page share what they download and run one after another', async ({ host }) => {
  const flowOf = (index: number): string =>
    index < 2
      ? `id: e${index}\nnamespace: company.team\ntasks:\n  - id: t${index}\n    type: io.kestra.plugin.scripts.python.Script\n    script: print(1)\n`
      : HELLO.replace('id: hello', `id: e${index}`).replace('id: say', `id: t${index}`)
  const loads: string[] = []
  host.page.on('response', response => {
    if (/pyodide.*\.wasm/.test(response.url()) && !response.fromServiceWorker()) loads.push(response.url())
  })
  const frames = Array.from({ length: 10 }, (_, index) =>
    host.frame({ flow: flowOf(index) }, 'width:300px;height:160px'),
  )
  await host.open(frames.join(''))
  for (let index = 0; index < 10; index++) {
    await host.embed(index).getByRole('button', { name: 'Run', exact: true }).click()
  }
  for (let index = 0; index < 10; index++) {
    await expect(host.embed(index).locator('footer').getByText('SUCCESS')).toBeVisible({ timeout: 60_000 })
  }
  const tasks = (await host.messages()).filter(({ type }) => type === 'task')
  let running: unknown
  for (const { task, state } of tasks) {
    expect(running === undefined || running === task, `${task} ran beside ${running}`).toBe(true)
    running = state === 'SUCCESS' ? undefined : task
  }
  expect(new Set(tasks.map(({ task }) => task)).size).toBe(10)
  expect(loads, 'the second Python takes what the first one fetched').toHaveLength(1)
})

test('works where its frame may keep nothing', async ({ host }) => {
  await host.page.addInitScript(() => {
    if (window.parent === window) return
    const denied = (): never => {
      throw new DOMException('denied', 'SecurityError')
    }
    for (const name of ['indexedDB', 'localStorage', 'sessionStorage', 'caches']) {
      Object.defineProperty(window, name, { get: denied })
    }
    Object.defineProperty(navigator, 'locks', {
      get: () => ({ query: () => Promise.reject(new DOMException('denied', 'SecurityError')) }),
    })
  })
  await host.open(host.frame({ flow: HELLO }))
  await host.embed().getByRole('button', { name: 'Run', exact: true }).click()
  await expect(host.embed().locator('footer').getByText('SUCCESS')).toBeVisible()
})

test('says what is wrong with a link that was cut', async ({ host }) => {
  await host.open(`<iframe style="width:720px;height:480px" src="${host.site}embed/index.html#/v1/d/AAAA"></iframe>`)
  await expect(host.embed().getByText(/^This link is cut off\./)).toBeVisible()
  await expect(host.embed().getByRole('button', { name: 'Run', exact: true })).toBeDisabled()
})

test('takes the place of the text in a <flow-yard> once it is near the window, as high as it needs', async ({
  host,
}) => {
  const component = (id: string) => `<flow-yard id="${id}"><pre><code>${HELLO}</code></pre></flow-yard>`
  await host.open(
    `<script async src="${host.site}flow-yard.js"></script>${component('near')}<div style="height:3000px"></div>${component('far')}`,
  )
  const near = host.page.locator('#near iframe')
  await expect(near).toBeVisible()
  await expect(host.page.locator('#near pre')).toBeHidden()
  await expect(host.page.locator('#far pre')).toBeVisible()
  await expect(host.page.locator('#far iframe')).toHaveCount(0)
  await expect.poll(async () => (await near.boundingBox())?.height).toBeLessThan(400)
  const height = (await near.boundingBox())?.height ?? 0
  expect(height).toBeGreaterThan(180)
  expect(height).toBeLessThan(400)
  const panel = host.page.locator('#near').frameLocator('iframe').getByRole('tabpanel').first()
  await expect.poll(() => panel.evaluate(element => element.scrollHeight - element.clientHeight)).toBe(0)
  await host.page.locator('#far').scrollIntoViewIfNeeded()
  await expect(host.page.locator('#far iframe')).toBeVisible()
})

for (const theme of ['light', 'dark']) {
  test(`is accessible, before and after a run, ${theme}`, async ({ page, baseURL }) => {
    await page.goto(`${baseURL}embed/index.html#?${new URLSearchParams({ flow: HELLO, theme })}`)
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.locator('footer').getByText('SUCCESS')).toBeVisible()
    await expectAccessible(page)
  })
}
