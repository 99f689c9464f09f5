import { sampleProducts } from '../../../src/examples/sampleProducts'
import { ROOT } from '../../../tools/root'
import { serveFolder } from '../../../tools/serve'
import { productsOf } from '../../support/productsServer'
import { drive } from '../support/flowyard'
import { expect, withStandInToClose as test } from '../support/reach'
import { expectOutcome, sourceOf } from './outcome'

test('a second run works without a reload when site and API are gone', async ({ page, products }) => {
  const { url, server } = await serveFolder(`${ROOT}dist`)
  const flowyard = drive(page, url)
  await flowyard.open()
  await flowyard.write(sourceOf('getting_started_process'))
  await flowyard.run('SUCCESS')
  await expectOutcome(flowyard, 'getting_started_process', products.products)

  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await products.close()
  expect(
    await page.evaluate(() =>
      fetch('/').then(
        () => 'reached',
        () => 'gone',
      ),
    ),
  ).toBe('gone')

  await flowyard.run('SUCCESS')
  await expectOutcome(flowyard, 'getting_started_process', productsOf(sampleProducts()))
})
