import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.output.OutputValues`. Templates give strings; literals keep their type. */
export const OutputValues = runnable({
  type: 'io.kestra.plugin.core.output.OutputValues',
  title: 'Keep named values as outputs.',
  properties: {
    values: {
      kind: 'map',
      of: { kind: 'any', title: 'A value; text is rendered.' },
      dynamic: true,
      title: 'Names and values.',
    },
  },
  outputs: {
    values: { kind: 'map', of: { kind: 'any', title: 'A value.' }, title: 'The rendered values.' },
  },
  examples: [
    {
      title: 'Name two values and use one.',
      flow: `id: output_values
namespace: company.team
tasks:
  - id: values
    type: io.kestra.plugin.core.output.OutputValues
    values:
      day: "{{ execution.startDate | date('yyyy-MM-dd') }}"
      limit: 10
  - id: use
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.values.values.limit }}"
`,
    },
  ],
  async run({ values }) {
    return values === undefined ? undefined : { values: withoutNulls(values) }
  },
})

/** What rendered to nothing is left out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null || '$java' in value) return value
  const entries = value instanceof Map ? [...value] : Object.entries(value)
  const kept = entries.filter(([, item]) => item !== null).map(([key, item]) => [key, withoutNulls(item)] as const)
  return value instanceof Map ? new Map(kept) : Object.fromEntries(kept)
}
