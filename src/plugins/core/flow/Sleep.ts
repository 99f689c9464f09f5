import { durationMillis, printDuration, runnable } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.flow.Sleep`. */
export const Sleep = runnable({
  type: 'io.kestra.plugin.core.flow.Sleep',
  title: 'Wait for a time.',
  properties: {
    duration: { kind: 'duration', dynamic: true, required: true, title: 'How long to wait, as an ISO duration.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Wait for a tenth of a second.',
      flow: `id: short_wait
namespace: company.team
tasks:
  - id: wait
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT0.1S
`,
    },
  ],
  async run({ duration }, { log, sleep }) {
    const milliseconds = durationMillis(duration)
    log('INFO', `Waiting for ${printDuration(milliseconds)}`)
    await sleep(milliseconds)
    return undefined
  },
})
