import { flowable } from '../../../task'
import { HANDLERS, TASKS } from './branches'
import { loopValues } from './values'

/** Source: Kestra `io.kestra.plugin.core.flow.ForEach`. Equal values are run once. */
export const ForEach = flowable({
  type: 'io.kestra.plugin.core.flow.ForEach',
  title: 'Run tasks once for each value of a list.',
  only: ['1.3'],
  properties: {
    values: {
      kind: 'any',
      dynamic: true,
      required: true,
      title: 'The values: a list, or JSON text of one. Tasks read the current one as `taskrun.value`, always text.',
    },
    concurrencyLimit: {
      kind: 'number',
      integer: true,
      minimum: 0,
      default: 1,
      title: 'How many values run at the same time; 0 is all.',
    },
    tasks: TASKS,
    ...HANDLERS,
  },
  outputs: {},
  examples: [
    {
      title: 'Greet three people.',
      flow: `id: greet_each
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: ["Ada", "Grace", "Edsger"]
    tasks:
      - id: greet
        type: io.kestra.plugin.core.debug.Return
        format: "Hello {{ taskrun.value }}"
`,
    },
  ],
  async run({ values, concurrencyLimit, tasks }, scope) {
    await scope.each(loopValues(values), tasks, concurrencyLimit)
  },
})
