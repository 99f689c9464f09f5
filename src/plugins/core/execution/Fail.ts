import { isTruthy, runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.execution.Fail`. */
export const Fail = runnable({
  type: 'io.kestra.plugin.core.execution.Fail',
  aliases: ['io.kestra.core.tasks.executions.Fail'],
  title: 'Fail the execution, always or when a condition holds.',
  properties: {
    condition: {
      kind: 'string',
      dynamic: true,
      title: 'Fail only when this renders to something true (not empty, `0`, `-0` or `false`).',
    },
    errorMessage: { kind: 'string', dynamic: true, default: 'Task failure', title: 'The message to fail with.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Fail when an input is missing a value.',
      flow: `id: fail_when_empty
namespace: company.team
inputs:
  - id: name
    type: STRING
    defaults: Ada
tasks:
  - id: check
    type: io.kestra.plugin.core.execution.Fail
    condition: "{{ inputs.name == '' }}"
    errorMessage: Give a name.
`,
    },
  ],
  async run({ condition, errorMessage }, { log }) {
    if (condition === undefined) throw new TaskFailed(errorMessage)
    if (!isTruthy(condition)) return undefined
    log('ERROR', errorMessage)
    throw new TaskFailed('Fail on a condition', { property: 'condition', explanation: errorMessage })
  },
})
