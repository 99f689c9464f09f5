import { type Execution, isTerminated } from '../../../model'
import { flowable, type Scope } from '../../../task'
import { HANDLERS } from './branches'
import { linkTo, readLabels } from './started'

/**
 * Source: Kestra `io.kestra.plugin.core.flow.Subflow`: runs another flow of the workspace as an execution of its own.
 */
export const Subflow = flowable({
  type: 'io.kestra.plugin.core.flow.Subflow',
  aliases: ['io.kestra.core.tasks.flows.Subflow', 'io.kestra.core.tasks.flows.Flow', 'io.kestra.plugin.core.flow.Flow'],
  startsExecutions: true,
  retried: true,
  title: 'Run another flow.',
  properties: {
    namespace: { kind: 'string', dynamic: true, required: true, title: 'Namespace of the flow.' },
    flowId: { kind: 'string', dynamic: true, required: true, title: 'Id of the flow.' },
    revision: {
      kind: 'number',
      integer: true,
      ignored: 'revision is kept but not used here: a workspace has one revision of a flow.',
      title: 'Revision of the flow.',
    },
    inputs: { kind: 'map', of: { kind: 'any', title: 'A value.' }, dynamic: true, title: 'Inputs of the flow.' },
    labels: { kind: 'any', dynamic: true, title: 'Labels of the execution, as a map or a list of key and value.' },
    wait: { kind: 'boolean', default: true, title: 'Wait for the end of the execution.' },
    transmitFailed: { kind: 'boolean', default: true, title: 'Fail when that execution fails.' },
    inheritLabels: { kind: 'boolean', dynamic: true, default: false, title: 'Pass on the labels of this execution.' },
    outputs: {
      kind: 'map',
      of: { kind: 'any', title: 'An expression.' },
      deprecated: 'Give the other flow `outputs` of its own; they are read as `outputs.task.outputs.name`.',
      title: 'Outputs to take over.',
    },
    scheduleDate: { kind: 'string', dynamic: true, ignored: 'It starts at once here.', title: 'When to start.' },
    scheduleOn: { kind: 'string', dynamic: true, ignored: 'It starts at once here.', title: 'When to start.' },
    restartBehavior: {
      kind: 'choice',
      of: ['RETRY_FAILED', 'NEW_EXECUTION'],
      ignored: 'A restart runs the other flow anew here.',
      title: 'What a restart does.',
    },
    ...HANDLERS,
  },
  outputs: {
    executionId: { kind: 'string', always: true, title: 'Id of the execution.' },
    state: { kind: 'string', title: 'State it ended in, CREATED when it is not waited for.' },
    outputs: { kind: 'map', of: { kind: 'any', title: 'A value.' }, title: 'Outputs of the flow.' },
  },
  examples: [
    {
      title: 'Run a flow and use its output.',
      offline: false,
      flow: `id: parent
namespace: company.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: child
    inputs:
      name: Ada
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.call.outputs.greeting }}"
`,
    },
  ],
  async run({ namespace, flowId, inputs, labels, wait, transmitFailed, inheritLabels }, scope) {
    const inherited = inheritLabels ? scope.execution.labels.filter(({ key }) => !key.startsWith('system.')) : []
    const execution = await scope.subflow({ namespace, flowId }, inputs ?? {}, {
      labels: [...inherited, ...readLabels(labels)],
      wait,
      created: created => {
        scope.output({ executionId: created.id, state: created.state.current })
        scope.log('INFO', `Created new execution ${linkTo(created)}`)
      },
    })
    if (!wait) return
    scope.output(outputsOf(execution))
    const state = execution.state.current
    if (!transmitFailed || !isTerminated(state) || state === 'SUCCESS') return
    tellFailure(scope, execution)
    scope.endAs(state === 'CANCELLED' ? 'FAILED' : state)
  },
})

const outputsOf = ({ id, state, outputs }: Execution) => ({
  executionId: id,
  state: state.current,
  ...(outputs === undefined || Object.keys(outputs).length === 0 ? {} : { outputs }),
})

function tellFailure(scope: Scope, execution: Execution): void {
  const state = execution.state.current
  if (state !== 'WARNING') scope.log('ERROR', `Subflow execution ${linkTo(execution)} ends in ${state} state`)
}
