import { openSiteEngine, startRun } from '../../../tools/site/engineInPage'
import { createHearing, type Hearing } from '../../../tools/site/hearing'
import { type FlowCase, needsBrowser, readCases } from '../../support/flows/cases'
import { expectationOf, told } from '../../support/flows/told'
import { startHttpFixture } from '../../support/httpFixture'
import { expect, cutOff as test } from '../support/reach'

const cases = readCases().filter(needsBrowser)

/** Milliseconds; the first flow with Python loads the runtime. */
const LIMIT = 90_000

test('flows with Python, SQL and HTTP come out as expected', async ({ page, baseURL }) => {
  test.setTimeout(180_000)
  const fixture = await startHttpFixture()
  const hearing = createHearing()
  await page.exposeFunction('tellRun', hearing.hear)
  await openSiteEngine(page, baseURL ?? '', { envs: {}, globals: {}, kestra: {} })
  const run = async ({ source, setting, others }: FlowCase): Promise<string> => {
    const request = {
      workspaceId: 'flows',
      source,
      version: setting.version ?? ('auto' as const),
      inputs: setting.inputs ?? {},
      flows: others.map(other => ({ source: other })),
    }
    const answer = await page.evaluate(startRun, { request, blobs: { inputs: setting.inputFiles ?? {}, files: [] } })
    if (answer.kind !== 'started') throw new Error(JSON.stringify(answer.problems))
    if (!(await hearing.waitForEnd(answer.executionId, LIMIT))) throw new Error('it did not end')
    return answer.executionId
  }
  for (const one of cases) {
    const found = tellOf(hearing, await run(one))
    expect.soft(found, one.file).toEqual(expectationOf(one.file, found))
  }
  await fixture.close()
})

function tellOf(hearing: Hearing, executionId: string): unknown {
  const family = hearing.family(executionId)
  const [execution] = family
  if (!execution) throw new Error('no execution was told')
  return told(execution, family, hearing.logsOf(family))
}
