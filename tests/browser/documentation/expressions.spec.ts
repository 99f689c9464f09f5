import { expect, withStandIn as test } from '../support/reach'
import { sourceOf } from './outcome'

test('expressions are evaluated against a run', async ({ flowyard, products }) => {
  await flowyard.open()
  await flowyard.write(sourceOf('getting_started_process'))
  await flowyard.run('SUCCESS')

  const list = await flowyard.evaluate("{{ outputs.api.body | jq('.products') | first }}")
  expect(JSON.parse(list)).toEqual(products.products)
  expect(await flowyard.evaluate("{{ outputs.python.outputFiles['products.csv'] }}")).toMatch(
    /^kestra:\/\/\/company\/team\/getting-started\/.*-products\.csv$/,
  )
  await flowyard.debug('{{ outputs.apj.body }}')
  await expect(flowyard.execution.getByText(/Unable to find `apj` .* at line 1/).first()).toBeVisible()
})
