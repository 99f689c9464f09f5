import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'

for (const colorScheme of THEMES) {
  test.describe(`J2, running while runtimes download, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('shows each download with its purpose, the states of the tasks and the log as it comes', async ({
      flowyard,
    }) => {
      const { page, execution } = flowyard
      let release = (): void => undefined
      const held = new Promise<void>(resolve => {
        release = resolve
      })
      await page.route('**/pyodide.asm.wasm*', async route => {
        await held
        await route.continue()
      })
      await flowyard.open()
      await flowyard.start()

      await expect(execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()
      const downloads = execution.getByRole('region', { name: 'Downloads' })
      await expect(downloads).toContainText('Downloading what this flow needs')
      await expect(downloads.getByRole('progressbar').first()).toBeVisible()
      await expect(execution.getByRole('tab', { name: 'Gantt' })).toHaveAttribute('aria-selected', 'true')
      await flowyard.tab('Overview')
      await expect(execution.getByRole('region', { name: 'Tasks' })).toContainText('1 done, 1 running, 1 waiting')
      await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('api')
      await expect(execution.getByText('You can keep editing.', { exact: false })).toBeVisible()
      await expectAccessible(page)
      release()
      await flowyard.expectState('SUCCESS')
    })
  })
}
