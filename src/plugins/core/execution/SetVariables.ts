import { runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.execution.SetVariables`. */
export const SetVariables = runnable({
  type: 'io.kestra.plugin.core.execution.SetVariables',
  updatesExecution: true,
  title: 'Set variables of the execution, read as `vars.name` from here on.',
  properties: {
    variables: {
      kind: 'map',
      of: { kind: 'any', title: 'A value; text is rendered.' },
      dynamic: true,
      required: true,
      title: 'Names and values.',
    },
    overwrite: { kind: 'boolean', dynamic: true, default: true, title: 'Whether variables that exist may change.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Set a variable and read it.',
      flow: `id: set_variables
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.execution.SetVariables
    variables:
      greeting: "Hello from {{ flow.id }}"
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ vars.greeting }}"
`,
    },
  ],
  async run({ variables, overwrite }, { execution, changeExecution }) {
    const present = execution.variables
    if (!overwrite) {
      const taken = Object.keys(variables).filter(name => Object.hasOwn(present, name))
      if (taken.length > 0) {
        throw new TaskFailed(
          `overwrite is set to false and the following variables already exist: ${taken.join(', ')}`,
          { property: 'variables' },
        )
      }
    }
    changeExecution({ variables: mergeDeep(present, variables) })
    return undefined
  },
})

type Variables = Readonly<Record<string, unknown>>

const isMap = (value: unknown): value is Variables =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype

function mergeDeep(base: Variables, over: Variables): Variables {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    merged[key] = isMap(before) && isMap(value) ? mergeDeep(before, value) : value
  }
  return merged
}
