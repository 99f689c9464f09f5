import { runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.execution.UnsetVariables`. */
export const UnsetVariables = runnable({
  type: 'io.kestra.plugin.core.execution.UnsetVariables',
  updatesExecution: true,
  title: 'Remove variables of the execution.',
  properties: {
    variables: {
      kind: 'list',
      of: { kind: 'string', title: 'A variable name.' },
      dynamic: true,
      required: true,
      title: 'Names of the variables to remove.',
    },
    ignoreMissing: { kind: 'boolean', dynamic: true, default: false, title: 'Pass over names that are not set.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Remove a variable.',
      flow: `id: unset_variables
namespace: company.team
variables:
  temporary: 1
tasks:
  - id: unset
    type: io.kestra.plugin.core.execution.UnsetVariables
    variables: [temporary]
`,
    },
  ],
  async run({ variables, ignoreMissing }, { execution, changeExecution }) {
    const left: Record<string, unknown> = { ...execution.variables }
    for (const name of variables) {
      if (!Object.hasOwn(left, name) && !ignoreMissing) {
        throw new TaskFailed(`The following variable does not exist: ${name}`, { property: 'variables' })
      }
      delete left[name]
    }
    changeExecution({ variables: left })
    return undefined
  },
})
