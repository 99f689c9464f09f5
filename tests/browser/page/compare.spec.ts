import { expect, cutOff as test } from '../support/reach'
import { expectAccessible } from './support/axe'

const FLOW = `id: prices
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      brand,price
      Lumen,219.50
      Cobalt,61.00
      Osier,132.00
`

test('a file is opened in SQL, and compared with the one of the run before', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(FLOW)
  await flowyard.run('SUCCESS')
  await flowyard.write(FLOW.replace('219.50', '224.00').replace('Cobalt,61.00', 'Fernhill,48.00'))
  await flowyard.run('SUCCESS')

  await execution.getByRole('button', { name: 'Compare with run 1' }).click()
  const changes = execution.getByRole('region', { name: 'Changed rows' })
  await expect(changes.getByRole('row', { name: 'changed Lumen 219.50 224.00' })).toBeVisible()
  await expect(execution.getByText('1 changed, 1 added, 1 removed')).toBeVisible()
  await expect(execution.getByRole('option', { name: /^write, .*changed$/ })).toBeVisible()
  await expect(execution.getByRole('option', { name: /^uri, .*changed$/ })).toBeVisible()
  await expectAccessible(page)
  await execution.getByRole('radio', { name: '+ 1' }).click()
  await expect(changes.getByRole('row')).toHaveCount(2)
  await expect(changes).toContainText('Fernhill')

  await execution.getByRole('tab', { name: 'Table' }).click()
  await execution.getByRole('button', { name: 'Open in SQL' }).click()
  await expect(page.getByRole('textbox', { name: /^Flow text/ })).toContainText('read_csv_auto')
  await page.getByRole('button', { name: 'Run it' }).click()
  await execution.getByRole('button', { name: 'Run 3' }).waitFor()
  await flowyard.expectState('SUCCESS')
  await flowyard.select('query_write', 'uri')
  await expect(execution.getByRole('grid').getByText('Fernhill')).toBeVisible()
  await flowyard.tab('Overview')
  await expect(execution.getByRole('region', { name: 'Tasks' })).toContainText('1 reused')
  await flowyard.tab('Topology')
  await expect(execution.getByRole('button', { name: /^query_write, SUCCESS, .*, reads write.uri$/ })).toBeVisible()
  await expectAccessible(page)
  await execution.getByRole('checkbox', { name: 'Show as list' }).check()
  const list = execution.getByRole('region', { name: 'Topology' }).getByRole('listitem')
  await expect(list.filter({ hasText: 'query_write' })).toContainText('reads write.uri')
  await expectAccessible(page)
  await flowyard.tab('Metrics')
  await expect(execution.getByRole('table', { name: 'Metrics' })).toContainText('query_write')
  await expectAccessible(page)
})
