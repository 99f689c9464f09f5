import { describe, expect, test } from 'vitest'
import type { FireRequest } from '../../src/engine'
import { createWorld } from '../support/engine/world'
import { type FlowCase, needsBrowser, readCases, type Setting } from '../support/flows/cases'
import { expectationOf, told } from '../support/flows/told'

/** Those of a browser are run by tests/browser/runtimes/flows.spec.ts. */
const cases = readCases().filter(one => !needsBrowser(one))

describe('a whole run', () => {
  test.each(cases.map(one => [one.file, one] as const))('%s comes out as expected', async (file, one) => {
    const world = createWorld()
    const stop = resumer(world, one.setting.resume ?? [])
    const found = await run(world, one)
    stop()
    expect(found).toEqual(expectationOf(file, found))
  })
})

async function run(world: ReturnType<typeof createWorld>, { source, setting, others }: FlowCase): Promise<unknown> {
  const { version, inputs, inputFiles, stubs, fire, times = 1 } = setting
  const answers = await Promise.all(
    Array.from({ length: times }, () =>
      world.engine.start({
        workspaceId: 'w',
        source,
        version: version ?? 'auto',
        inputs: { ...inputs, ...blobsOf(inputFiles) },
        flows: others.map(other => ({ source: other })),
        ...(stubs ? { stubs } : {}),
        ...(fire ? { fire: { ...fire, files: filesOf(fire.files) } } : {}),
      }),
    ),
  )
  await world.engine.idle()
  const [answer] = answers
  if (answer?.kind !== 'started') return { refused: answer?.problems.map(({ message }) => message) }
  const execution = world.executions.get(answer.executionId)
  if (!execution) throw new Error('no execution was told')
  return told(execution, world.executions.values(), world.logs)
}

const blobsOf = (texts: Setting['inputFiles'] = {}): Readonly<Record<string, Blob>> =>
  Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, new Blob([text])]))

const filesOf = (files: NonNullable<Setting['fire']>['files'] = []): NonNullable<FireRequest['files']> =>
  files.map(({ name, text }) => ({ name, content: new Blob([text]) }))

/** Resumes whatever waits for the person, as soon as it does. */
function resumer(world: ReturnType<typeof createWorld>, values: readonly Readonly<Record<string, unknown>>[]) {
  const left = [...values]
  const timer = setInterval(() => {
    for (const execution of world.executions.values()) {
      for (const { id, state } of execution.taskRuns) {
        if (state.current !== 'PAUSED' || left.length === 0) continue
        void world.engine.resume(execution.id, id, left.shift() ?? {})
      }
    }
  }, 5)
  return () => clearInterval(timer)
}
