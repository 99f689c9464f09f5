import { expect, test } from 'vitest'
import { createWorld } from '../support/engine/world'

const flow = (checks: string) => `id: checked
namespace: company.team
inputs:
  - { id: n, type: INT, defaults: 1 }
checks:
${checks}
tasks:
  - { id: say, type: io.kestra.plugin.core.log.Log, message: said }
`
const START = { workspaceId: 'w', version: 'auto', inputs: {} } as const

test('a check that blocks creates no execution, and all that failed are named', async () => {
  const { engine, events } = createWorld()
  const source = flow(`  - { when: "{{ inputs.n > 1 }}", message: Too small. }
  - { when: "{{ inputs.n > 2 }}", message: Much too small., behavior: CREATE_EXECUTION }`)
  const answer = await engine.start({ ...START, source })
  expect(answer).toEqual({
    kind: 'invalid-inputs',
    problems: [
      {
        inputId: '',
        message:
          'Flow execution blocked: one or more condition checks evaluated to false.\nFailed checks: Too small., Much too small.',
      },
    ],
  })
  expect(events).toEqual([])
})

test('a check that holds changes nothing', async () => {
  const { run, logs } = createWorld()
  const execution = await run(flow('  - { when: "{{ inputs.n == 1 }}", message: Other. }'))
  expect(execution.state.current).toBe('SUCCESS')
  expect(logs.filter(({ logger }) => logger === 'flowyard')).toEqual([])
})

test('a condition that does not render blocks, and says why', async () => {
  const { engine } = createWorld()
  const source = flow('  - { when: "{{ nothing.there }}", message: M., behavior: CREATE_EXECUTION }')
  const answer = await engine.start({ ...START, source })
  expect(answer.kind === 'invalid-inputs' && answer.problems[0]?.message).toContain(
    'Failed to evaluate check condition',
  )
})
