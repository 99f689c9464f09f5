import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeLink, encodeLink } from '../../../src/links'
import { ROOT } from '../../../tools/root'
import { serveFolder } from '../../../tools/serve'
import { drive } from '../support/flowyard'
import { expect, cutOff as test } from '../support/reach'

const PYTHON = `id: counts
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.python.Script
    script: print("counted", 40 + 2)
`
const HELLO = `id: hello
namespace: company.team
tasks:
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: Hello {{ 6 * 7 }}
`

test('runs below any path of a plain host: the page, a link, an embed', async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), 'flowyard-'))
  mkdirSync(join(folder, 'a'))
  symlinkSync(`${ROOT}dist`, join(folder, 'a/b'), 'dir')
  const { url, server } = await serveFolder(folder)
  const missing: string[] = []
  page.on('response', response => {
    if (response.status() === 404) missing.push(response.url())
  })
  try {
    const flowyard = drive(page, `${url}a/b/`)
    await flowyard.open()
    await flowyard.write(PYTHON)
    await flowyard.run('SUCCESS')
    await flowyard.tab('Logs')
    await expect(flowyard.execution.getByText('counted 42')).toBeVisible()

    await page.goto(`${url}a/b/${encodeLink({ flows: [HELLO] })}`)
    await expect(page.getByText('Opened from a link')).toBeVisible()
    await flowyard.run('SUCCESS')

    await page.goto(`${url}a/b/embed/index.html#?${new URLSearchParams({ flow: HELLO })}`)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByText('Hello 42')).toBeVisible()

    await page.goto(`${url}a/b/embed/examples.html`)
    await expect(page.locator('flow-yard')).toHaveCount(6)
    await expect(page.locator('flow-yard').first().locator('iframe')).toBeVisible()
    const snippet = (await page.locator('.snippet', { hasText: '<iframe' }).textContent()) ?? ''
    const [, base, link = ''] = /src="(.*)embed\/index\.html([^?]*)/.exec(snippet) ?? []
    expect(base).toBe(`${url}a/b/`)
    expect(decodeLink(link).complete).toBe(true)
    expect(missing).toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
    rmSync(folder, { recursive: true })
  }
})

test('has its content policy in the page itself, on every page', async ({ page, baseURL }) => {
  for (const path of ['', 'embed/index.html']) {
    await page.goto(`${baseURL}${path}`)
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')
    expect(policy).toContain("'wasm-unsafe-eval'")
    expect(policy).not.toContain("'unsafe-eval'")
  }
})
