import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.debug.Return`. */
export const Return = runnable({
  type: 'io.kestra.plugin.core.debug.Return',
  aliases: ['io.kestra.core.tasks.debugs.Return'],
  title: 'Return a rendered value, to see or to pass on.',
  properties: {
    format: { kind: 'string', dynamic: true, title: 'The text to render and return.' },
  },
  outputs: {
    value: { kind: 'string', title: 'The rendered text.' },
  },
  examples: [
    {
      title: 'Return what an input holds.',
      flow: `id: return_value
namespace: company.team
inputs:
  - id: name
    type: STRING
    defaults: Ada
tasks:
  - id: hello
    type: io.kestra.plugin.core.debug.Return
    format: "Hello {{ inputs.name }}"
`,
    },
  ],
  async run({ format }, { log, metric, now }) {
    const start = now()
    if (format !== undefined) log('DEBUG', format)
    metric({ name: 'length', type: 'counter', value: format?.length ?? 0 })
    metric({ name: 'duration', type: 'timer', value: (now() - start) / 1000 })
    return format === undefined ? undefined : { value: format }
  },
})
