import { flowable, isTruthy } from '../../../task'
import { branch, HANDLERS } from './branches'

/** Source: Kestra `io.kestra.plugin.core.flow.If`. The condition is looked at once. */
export const If = flowable({
  type: 'io.kestra.plugin.core.flow.If',
  aliases: ['io.kestra.core.tasks.flows.If'],
  title: 'Run one branch or the other.',
  properties: {
    condition: {
      kind: 'string',
      dynamic: true,
      title: 'The condition; true unless it renders to nothing, `false`, `0` or `-0`.',
    },
    // biome-ignore lint/suspicious/noThenProperty: Kestra names the branch so
    then: { ...branch('Tasks to run when it holds.'), required: true, notEmpty: true },
    else: branch('Tasks to run when it does not.'),
    ...HANDLERS,
  },
  outputs: {
    evaluationResult: { kind: 'boolean', title: 'What the condition came to.' },
  },
  examples: [
    {
      title: 'Choose by an input.',
      flow: `id: choose
namespace: company.team
inputs:
  - id: loud
    type: BOOL
    defaults: true
tasks:
  - id: choose
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.loud }}"
    then:
      - id: yes_task
        type: io.kestra.plugin.core.log.Log
        message: HELLO
    else:
      - id: no_task
        type: io.kestra.plugin.core.log.Log
        message: hello
`,
    },
  ],
  async run({ condition, then, else: otherwise }, scope) {
    const evaluationResult = isTruthy(condition ?? '')
    scope.output({ evaluationResult })
    await scope.sequence(evaluationResult ? then : (otherwise ?? []))
  },
})
