import type { Page } from '@playwright/test'
import { expect, cutOff as test } from '../support/reach'

const VALUE = 'correct-horse-battery'

/** Fails as long as `pass` is empty, after a task whose output holds the secret. */
const flow = `id: login
namespace: company.team
inputs:
  - id: password
    type: SECRET
  - id: note
    type: STRING
    defaults: hello
tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Return
    format: "{{ inputs.note }} {{ inputs.password }}"
  - id: check
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.echo.value | length }} {{ nothing.here }}"
`

/** Everything that this browser keeps for the page, as one text. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const blobs: Blob[] = []
    const parts: string[] = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name ?? ''))
      for (const store of database.objectStoreNames) {
        const records = await answer(database.transaction(store).objectStore(store).getAll())
        const text = JSON.stringify(records, (_, value) => (value instanceof Blob ? blobs.push(value) : value))
        parts.push(`${store} ${text}`)
      }
      database.close()
    }
    return [...parts, ...(await Promise.all(blobs.map(blob => blob.text())))].join('\n')
  })

test('the value of a SECRET input is kept nowhere, and a restart after a reload asks for it', async ({ flowyard }) => {
  const { page, execution } = flowyard
  const password = page.getByLabel('password', { exact: true }).first()
  await flowyard.open()
  await flowyard.write(flow)
  await page.getByRole('tab', { name: /^Inputs/ }).click()
  await page.getByLabel('note', { exact: true }).first().fill('good day')
  await password.fill(VALUE)
  await flowyard.run('FAILED')
  await expect.poll(() => kept(page)).toContain('good day ******')
  expect(await kept(page)).not.toContain(VALUE)
  await expect(execution).not.toContainText(VALUE)

  await page.reload()
  await expect(execution.getByText('FAILED', { exact: true }).first()).toBeVisible()
  await flowyard.write(flow.replace(' {{ nothing.here }}', ''))
  const restart = async (): Promise<void> => {
    await execution.getByRole('button', { name: 'Replay' }).click()
    await page.getByRole('menuitem', { name: /^Restart run 1/ }).click()
  }
  await restart()
  await expect(page.getByRole('alert').filter({ hasText: 'Type the value of password.' }).first()).toBeVisible()
  await password.fill(VALUE)
  await restart()
  await flowyard.expectState('SUCCESS')
  expect(await flowyard.evaluate('{{ outputs.check.value }}')).toBe(String(`good day ${VALUE}`.length))
  expect(await kept(page)).not.toContain(VALUE)
})
