import { LOG_LEVELS, type LogLevel } from '../../../model'
import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.log.Log`. A list of messages is one line each. */
export const Log = runnable({
  type: 'io.kestra.plugin.core.log.Log',
  aliases: ['io.kestra.core.tasks.log.Log'],
  title: 'Write one or more lines to the log.',
  properties: {
    message: {
      kind: 'oneOf',
      of: [
        { kind: 'string', title: 'One line.' },
        { kind: 'list', of: { kind: 'string', title: 'A line.' }, title: 'Several lines.' },
      ],
      dynamic: true,
      required: true,
      title: 'What to log: a text, or a list of texts.',
    },
    level: { kind: 'choice', of: LOG_LEVELS, dynamic: true, default: 'INFO', title: 'Level of the lines.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Log a value and a list of lines.',
      flow: `id: log_lines
namespace: company.team
tasks:
  - id: one
    type: io.kestra.plugin.core.log.Log
    message: "{{ flow.id }} started"
  - id: many
    type: io.kestra.plugin.core.log.Log
    level: WARN
    message:
      - first
      - second
`,
    },
  ],
  async run({ message, level }, { log }) {
    for (const line of Array.isArray(message) ? message : [message]) log(level as LogLevel, String(line))
    return undefined
  },
})
