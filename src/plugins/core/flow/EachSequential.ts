import { flowable } from '../../../task'
import { HANDLERS, TASKS } from './branches'
import { loopValues } from './values'

/** Source: Kestra `io.kestra.plugin.core.flow.EachSequential`. */
export const EachSequential = flowable({
  type: 'io.kestra.plugin.core.flow.EachSequential',
  aliases: ['io.kestra.core.tasks.flows.EachSequential'],
  title: 'Run tasks once for each value of a list, one value after another.',
  only: ['1.3'],
  deprecated: 'Use io.kestra.plugin.core.flow.ForEach.',
  properties: {
    value: { kind: 'any', dynamic: true, required: true, title: 'The values: a list, or JSON text of one.' },
    tasks: TASKS,
    ...HANDLERS,
  },
  outputs: {},
  examples: [
    {
      title: 'Two values in turn.',
      flow: `id: in_turn
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachSequential
    value: ["a", "b"]
    tasks:
      - id: show
        type: io.kestra.plugin.core.debug.Return
        format: "{{ taskrun.value }}"
`,
    },
  ],
  async run({ value, tasks }, scope) {
    await scope.each(loopValues(value), tasks, 1)
  },
})
