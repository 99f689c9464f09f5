import { sampleProducts } from '../../../src/examples/sampleProducts'
import { type Product, productsOf } from '../../support/productsServer'
import { expect, cutOff as test } from '../support/reach'
import { expectOutcome, FLOW_NAMES, sourceOf } from './outcome'

const sample: readonly Product[] = productsOf(sampleProducts())

for (const name of FLOW_NAMES) {
  test(`${name} runs on the sample response when nothing can be reached, and says so`, async ({ flowyard }) => {
    await flowyard.open()
    await flowyard.write(sourceOf(name))
    await flowyard.run('SUCCESS')
    await expect(flowyard.execution.getByText(/sample response/i).first()).toBeVisible()
    await expectOutcome(flowyard, name, sample)
  })
}
