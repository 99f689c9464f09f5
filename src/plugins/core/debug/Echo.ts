import { LOG_LEVELS, type LogLevel } from '../../../model'
import { runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.debug.Echo`. */
export const Echo = runnable({
  type: 'io.kestra.plugin.core.debug.Echo',
  aliases: ['io.kestra.core.tasks.debugs.Echo'],
  title: 'Write a line to the log.',
  deprecated: 'Use io.kestra.plugin.core.log.Log.',
  properties: {
    format: { kind: 'string', dynamic: true, title: 'The text to log.' },
    level: { kind: 'choice', of: LOG_LEVELS, dynamic: true, default: 'INFO', title: 'Level of the line.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Log a line.',
      flow: `id: echo
namespace: company.team
tasks:
  - id: echo
    type: io.kestra.plugin.core.debug.Echo
    format: "{{ flow.id }} runs"
`,
    },
  ],
  async run({ format, level }, { log }) {
    log(level as LogLevel, format ?? '')
    return undefined
  },
})
