import { expect, cutOff as test } from '../support/reach'
import { gettingStarted, hello, lineOf } from './support/flows'

const editorOf = (flowyard: { page: import('@playwright/test').Page }) =>
  flowyard.page.getByRole('textbox', { name: /^Flow text/ })

/** Texts that cannot run: pressing Run starts nothing and says which line is wrong. */
const refused = [
  ['broken YAML', hello.replace('    message:', '\tmessage:'), '\tmessage'],
  ['an unknown type', hello.replace('core.log.Log', 'core.log.Lgo'), 'core.log.Lgo'],
  [
    'a missing property',
    hello.replace('core.log.Log', 'core.http.Request').replace(/ {4}message:.*\n/, ''),
    'core.http.Request',
  ],
] as const

for (const [what, source, place] of refused) {
  test(`${what} starts nothing and is told with its line; the text stays`, async ({ flowyard }) => {
    const { page } = flowyard
    await flowyard.open()
    await flowyard.write(source)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing was run.' })).toContainText(
      new RegExp(`Line ${lineOf(source, place)}\\b`),
    )
    await expect(editorOf(flowyard)).toContainText(source.split('\n')[0] ?? '')
    await page.reload()
    await expect(editorOf(flowyard)).toContainText('id: hello')
  })
}

const python = (script: string): string => `id: failing
namespace: company.team
tasks:
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    outputFiles:
      - missing.csv
    script: |
      ${script}
`

const sql = `id: failing
namespace: company.team
tasks:
  - id: query
    type: io.kestra.plugin.jdbc.duckdb.Query
    sql: SELECT prise FROM (SELECT 1 AS price)
`

/** Runs that fail: task, line and cause are named. */
const failing = [
  ['a failing script', python('raise ValueError("no luck")'), 'python', 'raise', 'no luck'],
  ['a wrong SQL column', sql, 'query', 'SELECT prise', 'prise'],
  [
    'an undefined output',
    hello.replace('{{ flow.id }}', '{{ outputs.nobody.value }}'),
    'say',
    'outputs.nobody',
    'nobody',
  ],
  [
    'a refused host',
    gettingStarted.replace('https://dummyjson.com/products', 'https://example.com/things'),
    'api',
    'uri:',
    'example.com',
  ],
] as const

for (const [what, source, task, place, cause] of failing) {
  test(`${what} fails with task, line and cause; text and history stay`, async ({ flowyard }) => {
    const { page, execution } = flowyard
    await flowyard.open()
    await flowyard.write(source)
    await flowyard.run('FAILED')
    const card = execution.getByRole('region', { name: 'Failure' })
    await expect(card.getByRole('heading')).toHaveText(`Task ${task} failed at line ${lineOf(source, place)}`)
    await expect(card).toContainText(cause)
    await page.reload()
    await expect(execution.getByText('FAILED', { exact: true }).first()).toBeVisible()
    await expect(card.getByRole('heading')).toContainText(`Task ${task} failed`)
    await expect(editorOf(flowyard)).toContainText(source.split('\n')[0] ?? '')
  })
}

test('a missing output file is a note in the log, as in Kestra', async ({ flowyard }) => {
  const { execution } = flowyard
  await flowyard.open()
  await flowyard.write(python('print("nothing written")'))
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('missing.csv')
})

const pasted = [
  ['20 MB of YAML', `id: hello\n${'# a long comment of a long flow\n'.repeat(650_000)}`, 'MB'],
  ['binary data', `PK\u0003\u0004\u0000\u0000${'\u0000\u0001'.repeat(2_000)}`, 'binary'],
] as const

for (const [what, text, word] of pasted) {
  test(`${what} pasted into the editor is refused with a reason; the text stays`, async ({ flowyard }) => {
    const { page } = flowyard
    await flowyard.open()
    await expect(editorOf(flowyard)).toContainText('store: true')
    const before = await editorOf(flowyard).textContent()
    await editorOf(flowyard).focus()
    await editorOf(flowyard).evaluate((element, data) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', data)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
    const message = page.getByRole('status', { name: 'Message' })
    await expect(message).toContainText(word)
    await expect(message).toContainText('Your text was not changed.')
    expect(await editorOf(flowyard).textContent()).toBe(before)
  })
}
