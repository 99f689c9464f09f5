import { expect, withStandIn as test } from '../support/reach'
import { sourceOf } from './outcome'

const RUNTIME = /\/(?:pyodide|duckdb|jq|runner|wheels|extensions)\//

test('nothing of a runtime is fetched and nobody is called before Run', async ({ flowyard, products }) => {
  const asked: string[] = []
  flowyard.page.context().on('request', request => asked.push(request.url()))
  const before = products.asked()
  await flowyard.open()
  await expect(flowyard.page.getByText('Ready to run').first()).toBeVisible()
  await flowyard.page.waitForLoadState('networkidle')
  const origin = new URL(flowyard.page.url()).origin
  expect(asked.filter(url => url.startsWith('http') && !url.startsWith(origin))).toEqual([])
  expect(asked.filter(url => RUNTIME.test(url))).toEqual([])
  expect(products.asked()).toBe(before)

  await flowyard.write(sourceOf('getting_started_process'))
  await flowyard.run('SUCCESS')
  expect(asked.filter(url => RUNTIME.test(url))).not.toEqual([])
})
