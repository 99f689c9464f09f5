import { flowable } from '../../../task'
import { HANDLERS, TASKS } from './branches'

/**
 * Source: Kestra `io.kestra.plugin.core.flow.AllowFailure`: a failure inside ends the group with WARNING and the
 * flow goes on.
 */
export const AllowFailure = flowable({
  type: 'io.kestra.plugin.core.flow.AllowFailure',
  aliases: ['io.kestra.core.tasks.flows.AllowFailure'],
  title: 'Run tasks that may fail without failing the flow.',
  properties: { tasks: TASKS, ...HANDLERS },
  outputs: {},
  examples: [
    {
      title: 'Go on after a failure.',
      flow: `id: may_fail
namespace: company.team
tasks:
  - id: risky
    type: io.kestra.plugin.core.flow.AllowFailure
    tasks:
      - id: fail
        type: io.kestra.plugin.core.execution.Fail
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: still here
`,
    },
  ],
  async run({ tasks }, scope) {
    const state = await scope.sequence(tasks)
    if (state === 'FAILED') scope.endAs('WARNING')
  },
})
