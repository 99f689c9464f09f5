import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible } from './support/axe'

test('tries a download again that failed: text, history and what was done before stay', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await page.route('**/polars-*.whl*', route => route.abort('connectionreset'))
  await flowyard.open()
  await flowyard.run('FAILED')
  const failure = execution.getByRole('region', { name: 'Failure' })
  await expect(failure).toContainText('Task python failed')
  await expect(failure).toContainText(/polars [\d.]+ did not download \([\d.]+ MB\)/)
  await expectAccessible(page)

  await page.unroute('**/polars-*.whl*')
  await failure.getByRole('button', { name: 'Try again' }).click()
  await execution.getByRole('button', { name: 'Run 2' }).waitFor()
  await flowyard.expectState('SUCCESS')
  await flowyard.tab('Overview')
  await expect(execution.getByRole('region', { name: 'Tasks' })).toContainText('1 reused')
  await execution.getByRole('button', { name: 'Run 2' }).click()
  await expect(page.getByRole('dialog', { name: 'Runs of this flow' })).toContainText('Run 1')
})

test('a failed runtime is told by its name', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await page.route('**/pyodide.asm.wasm*', route => route.fulfill({ status: 503 }))
  await flowyard.open()
  await flowyard.run('FAILED')
  const failure = execution.getByRole('region', { name: 'Failure' })
  await expect(failure).toContainText(/Python did not download \([\d.]+ MB\): the server answered 503/)
  await expect(failure.getByRole('button', { name: 'Try again' })).toBeVisible()
})

test('a download that stands still begins anew by a press', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await page.clock.install()
  let calls = 0
  await page.route('**/pyodide.asm.wasm*', async route => {
    calls++
    if (calls > 1) await route.continue()
  })
  await flowyard.open()
  await flowyard.start()
  const downloads = execution.getByRole('region', { name: 'Downloads' })
  await expect.poll(() => calls).toBe(1)
  await expect(downloads.getByText('of', { exact: false }).first()).toBeVisible()
  await expect(async () => {
    await page.clock.fastForward(16_000)
    await expect(downloads).toContainText('Download paused. Waiting for the network.', { timeout: 2_000 })
  }).toPass()
  await downloads.getByRole('button', { name: 'Try again' }).click()
  await flowyard.expectState('SUCCESS')
  expect(calls).toBe(2)
})

test('says before a download that there is too little room, and where to make some', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await page.addInitScript(() => {
    Object.defineProperty(navigator.storage, 'estimate', { value: async () => ({ usage: 80e6, quota: 98e6 }) })
  })
  await flowyard.open()
  const notice = execution.getByRole('status').filter({ hasText: 'This browser has 18.0 MB free for Flowyard.' })
  await expect(notice).toContainText(/This flow needs [\d.]+ MB\./)
  await notice.getByRole('button', { name: 'Free space' }).click()
  await expect(page.getByRole('dialog', { name: 'Storage' })).toBeVisible()
})
