import { flowable, TaskFailed } from '../../../task'
import { branch, HANDLERS } from './branches'

/**
 * Source: Kestra `io.kestra.plugin.core.flow.Switch`. Cases compare as text. Without a case that fits and without
 * `defaults` it fails.
 */
export const Switch = flowable({
  type: 'io.kestra.plugin.core.flow.Switch',
  aliases: ['io.kestra.core.tasks.flows.Switch'],
  title: 'Run the branch whose name equals a value.',
  properties: {
    value: { kind: 'string', dynamic: true, required: true, title: 'The value to look up.' },
    cases: { kind: 'map', of: branch('Tasks of this case.'), title: 'Branches by value.' },
    defaults: branch('Tasks to run when no case fits.'),
    ...HANDLERS,
  },
  check: ({ cases, defaults }) =>
    [cases, defaults].some(tasks => typeof tasks === 'object' && tasks !== null && Object.keys(tasks).length > 0)
      ? []
      : [{ message: 'No task defined, neither cases or default have any tasks' }],
  outputs: {
    value: { kind: 'string', title: 'The rendered value.' },
    defaults: { kind: 'boolean', title: 'Whether no case fitted.' },
  },
  examples: [
    {
      title: 'Choose by a text.',
      flow: `id: by_colour
namespace: company.team
inputs:
  - id: colour
    type: STRING
    defaults: red
tasks:
  - id: choose
    type: io.kestra.plugin.core.flow.Switch
    value: "{{ inputs.colour }}"
    cases:
      red:
        - id: stop
          type: io.kestra.plugin.core.log.Log
          message: stop
      green:
        - id: go
          type: io.kestra.plugin.core.log.Log
          message: go
    defaults:
      - id: wait
        type: io.kestra.plugin.core.log.Log
        message: wait
`,
    },
  ],
  async run({ value, cases, defaults }, scope) {
    const fitting = cases !== undefined && Object.hasOwn(cases, value) ? cases[value] : undefined
    scope.output({ defaults: fitting === undefined, value })
    const tasks = fitting ?? defaults
    if (!tasks) {
      const { flow, task, execution } = scope
      const message = `No task found on flow '${flow.namespace}.${flow.id}', task '${task.id}', execution '${execution.id}'`
      scope.log('WARN', message)
      throw new TaskFailed(message, {
        logged: true,
        property: 'cases',
        explanation: `No case fits '${value}' and there are no defaults.`,
        hint: 'Add a case for this value, or defaults.',
      })
    }
    await scope.sequence(tasks)
  },
})
