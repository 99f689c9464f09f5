import { flowable } from '../../../task'
import { HANDLERS, interruptOf, onChildFailure, RENDERED_CONCURRENT } from './branches'
import { checkDag } from './dagRules'

/** Source: Kestra `io.kestra.plugin.core.flow.Dag`. */
export const Dag = flowable({
  type: 'io.kestra.plugin.core.flow.Dag',
  aliases: ['io.kestra.core.tasks.flows.Dag'],
  title: 'Run each task as soon as the tasks it depends on are done.',
  properties: {
    concurrent: RENDERED_CONCURRENT,
    onChildFailure: onChildFailure('CONTINUE'),
    tasks: {
      kind: 'list',
      of: {
        kind: 'object',
        title: 'A task and what it waits for.',
        properties: {
          task: { kind: 'task', required: true, title: 'The task.' },
          dependsOn: { kind: 'list', of: { kind: 'string', title: 'A task id.' }, title: 'Ids of tasks to wait for.' },
        },
      },
      required: true,
      notEmpty: true,
      title: 'Tasks with their dependencies.',
    },
    ...HANDLERS,
  },
  outputs: {},
  examples: [
    {
      title: 'One task waits for two others.',
      flow: `id: join_two
namespace: company.team
tasks:
  - id: dag
    type: io.kestra.plugin.core.flow.Dag
    tasks:
      - task:
          id: a
          type: io.kestra.plugin.core.debug.Return
          format: A
      - task:
          id: b
          type: io.kestra.plugin.core.debug.Return
          format: B
      - task:
          id: both
          type: io.kestra.plugin.core.debug.Return
          format: "{{ outputs.a.value }}{{ outputs.b.value }}"
        dependsOn: [a, b]
`,
    },
  ],
  check: checkDag,
  async run({ tasks, concurrent, onChildFailure }, scope) {
    await scope.dag(tasks, concurrent, interruptOf(onChildFailure))
  },
})
