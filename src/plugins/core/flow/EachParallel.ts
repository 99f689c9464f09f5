import { flowable } from '../../../task'
import { CONCURRENT, HANDLERS, TASKS } from './branches'
import { loopValues } from './values'

/** Source: Kestra `io.kestra.plugin.core.flow.EachParallel`: the tasks of one value run side by side too. */
export const EachParallel = flowable({
  type: 'io.kestra.plugin.core.flow.EachParallel',
  aliases: ['io.kestra.core.tasks.flows.EachParallel'],
  title: 'Run tasks once for each value of a list, all at the same time.',
  only: ['1.3'],
  deprecated: 'Use io.kestra.plugin.core.flow.ForEach with concurrencyLimit: 0.',
  properties: {
    value: { kind: 'any', dynamic: true, required: true, title: 'The values: a list, or JSON text of one.' },
    concurrent: CONCURRENT,
    tasks: TASKS,
    ...HANDLERS,
  },
  outputs: {},
  examples: [
    {
      title: 'Two values side by side.',
      flow: `id: all_at_once
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.EachParallel
    value: ["a", "b"]
    tasks:
      - id: show
        type: io.kestra.plugin.core.debug.Return
        format: "{{ taskrun.value }}"
`,
    },
  ],
  async run({ value, concurrent, tasks }, scope) {
    await scope.each(loopValues(value), tasks, concurrent, { parallel: true })
  },
})
