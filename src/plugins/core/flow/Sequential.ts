import { flowable } from '../../../task'
import { HANDLERS, TASKS } from './branches'

/** Source: Kestra `io.kestra.plugin.core.flow.Sequential`. */
export const Sequential = flowable({
  type: 'io.kestra.plugin.core.flow.Sequential',
  aliases: ['io.kestra.core.tasks.flows.Sequential'],
  title: 'Run tasks one after another, as a group.',
  properties: { tasks: TASKS, ...HANDLERS },
  outputs: {},
  examples: [
    {
      title: 'Group two tasks.',
      flow: `id: group
namespace: company.team
tasks:
  - id: group
    type: io.kestra.plugin.core.flow.Sequential
    tasks:
      - id: first
        type: io.kestra.plugin.core.debug.Return
        format: one
      - id: second
        type: io.kestra.plugin.core.debug.Return
        format: "{{ outputs.first.value }} and two"
`,
    },
  ],
  async run({ tasks }, scope) {
    await scope.sequence(tasks)
  },
})
