import { expect, withStandIn as test } from '../support/reach'
import { expectOutcome, FLOW_NAMES, sourceOf } from './outcome'

for (const name of FLOW_NAMES) {
  test(`${name} runs over products that nobody could know before`, async ({ flowyard, products }) => {
    await flowyard.open()
    await flowyard.write(sourceOf(name))
    await flowyard.run('SUCCESS')
    expect(products.asked()).toBeGreaterThan(0)
    await expectOutcome(flowyard, name, products.products)
  })
}
