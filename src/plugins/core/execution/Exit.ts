import type { StateType } from '../../../model'
import { runnable } from '../../../task'

/** Kestra 1.3 knows both spellings of the last, 2.0 the longer one. */
const STATES = ['SUCCESS', 'WARNING', 'KILLED', 'FAILED', 'CANCELLED', 'CANCELED'] as const

/** Source: Kestra `io.kestra.plugin.core.execution.Exit`: ends the execution at once in a state. */
export const Exit = runnable({
  type: 'io.kestra.plugin.core.execution.Exit',
  updatesExecution: true,
  title: 'End the execution here, in the state you choose.',
  properties: {
    state: { kind: 'choice', of: STATES, dynamic: true, default: 'SUCCESS', title: 'The state to end in.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Stop early with a warning.',
      flow: `id: exit_early
namespace: company.team
tasks:
  - id: stop
    type: io.kestra.plugin.core.execution.Exit
    state: WARNING
  - id: never
    type: io.kestra.plugin.core.log.Log
    message: not reached
`,
    },
  ],
  async run({ state }, { changeExecution }) {
    const end: StateType = state === 'CANCELED' ? 'CANCELLED' : (state as StateType)
    changeExecution({ end })
    return undefined
  },
})
