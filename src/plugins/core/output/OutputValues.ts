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
    return values === undefined ? undefined : { values }
  },
})
