import { killRuns } from '../../../tools/chaos/kills'
import { expect, cutOff as test } from '../support/reach'

test('a kill at any moment of any flow ends all that runs, and the next run works', async ({ page, baseURL }) => {
  const seed = Date.now() % 1_000_000
  process.stdout.write(`flows and moments drawn from seed ${seed}\n`)
  const kills = await killRuns(page, baseURL ?? '', { cases: 40, seed })
  expect(kills.filter(({ problem }) => problem !== undefined)).toEqual([])
  expect(kills.some(({ took }) => took !== undefined)).toBe(true)
})
