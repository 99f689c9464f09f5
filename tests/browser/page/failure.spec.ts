import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'
import { gettingStarted, lineOf } from './support/flows'

const broken = gettingStarted.replace('"price"', '"prices"')
const line = lineOf(broken, '"prices"')

for (const colorScheme of THEMES) {
  test.describe(`J4, failure, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('names task, line and cause, and leads to the line', async ({ flowyard }) => {
      const { page, execution } = flowyard
      await flowyard.open()
      await flowyard.write(broken)
      await flowyard.run('FAILED')

      const card = execution.getByRole('region', { name: 'Failure' })
      await expect(card.getByRole('heading')).toHaveText(`Task python failed at line ${line}`)
      await expect(card).toContainText('prices')
      await expect(card.getByRole('region', { name: 'Traceback' })).toContainText(/lines inside \w+ hidden/)
      await expect(page.getByRole('button', { name: '1 problem' })).toBeVisible()
      await expect(execution.getByRole('region', { name: 'Tasks' })).toContainText('Not run')
      await expectAccessible(page)

      await card.getByText('Show the rendered script').click()
      await expect(card).toContainText('pl.from_dicts')
      await card.getByRole('button', { name: `Go to line ${line}` }).click()
      await expect(page.getByRole('textbox', { name: /^Flow text/ })).toBeFocused()
    })
  })
}
