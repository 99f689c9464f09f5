import { isTruthy, runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.execution.Assert`. Every condition is looked at before it fails. */
export const Assert = runnable({
  type: 'io.kestra.plugin.core.execution.Assert',
  title: 'Fail unless every condition holds.',
  properties: {
    conditions: {
      kind: 'list',
      of: { kind: 'string', title: 'An expression that must be true.' },
      required: true,
      title: 'Expressions that must all render to something true.',
    },
    errorMessage: { kind: 'string', dynamic: true, title: 'Added to the message when one fails.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Check an output.',
      flow: `id: assert_value
namespace: company.team
tasks:
  - id: value
    type: io.kestra.plugin.core.debug.Return
    format: "3"
  - id: check
    type: io.kestra.plugin.core.execution.Assert
    conditions:
      - "{{ outputs.value.value == '3' }}"
    errorMessage: The value is not 3.
`,
    },
  ],
  async run({ conditions, errorMessage }, { render, log, metric }) {
    let failed = 0
    for (const condition of conditions) {
      if (isTruthy(await render(condition))) continue
      log('ERROR', `Assertion \`${condition}\` failed!`)
      failed++
    }
    metric({ name: 'success', type: 'counter', value: conditions.length - failed })
    metric({ name: 'failed', type: 'counter', value: failed })
    if (failed === 0) return undefined
    const summary = `${failed} assertion${failed === 1 ? '' : 's'} failed!`
    throw new TaskFailed(errorMessage === undefined ? summary : `${summary}\n${errorMessage}`, {
      property: 'conditions',
    })
  },
})
