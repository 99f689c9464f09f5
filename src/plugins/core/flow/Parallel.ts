import { flowable } from '../../../task'
import { HANDLERS, interruptOf, onChildFailure, RENDERED_CONCURRENT, TASKS } from './branches'

/** Source: Kestra `io.kestra.plugin.core.flow.Parallel`. */
export const Parallel = flowable({
  type: 'io.kestra.plugin.core.flow.Parallel',
  aliases: ['io.kestra.core.tasks.flows.Parallel'],
  title: 'Run tasks at the same time.',
  properties: { concurrent: RENDERED_CONCURRENT, onChildFailure: onChildFailure('FAIL'), tasks: TASKS, ...HANDLERS },
  outputs: {},
  examples: [
    {
      title: 'Run two tasks side by side.',
      flow: `id: side_by_side
namespace: company.team
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: left
        type: io.kestra.plugin.core.debug.Return
        format: left
      - id: right
        type: io.kestra.plugin.core.debug.Return
        format: right
`,
    },
  ],
  async run({ tasks, concurrent, onChildFailure }, scope) {
    await scope.parallel(tasks, concurrent, interruptOf(onChildFailure))
  },
})
