import { runnable, TaskFailed } from '../../../task'

/** Source: Kestra `io.kestra.plugin.core.templating.TemplatedTask`: the text is rendered, then read as a task and run. */
export const TemplatedTask = runnable({
  type: 'io.kestra.plugin.core.templating.TemplatedTask',
  aliases: ['io.kestra.core.tasks.templating.TemplatedTask'],
  title: 'Run a task that is written by an expression.',
  properties: {
    spec: { kind: 'string', dynamic: true, required: true, language: 'yaml', title: 'The task as YAML, without id.' },
  },
  outputs: {},
  examples: [
    {
      title: 'A task with a rendered type.',
      flow: `id: templated
namespace: company.team
tasks:
  - id: task
    type: io.kestra.plugin.core.templating.TemplatedTask
    spec: |
      type: io.kestra.plugin.core.debug.Return
      format: "made by {{ flow.id }}"
`,
    },
  ],
  async run({ spec }, { delegate, task }) {
    return delegate({ ...(await readSpec(spec)), id: task.id })
  },
})

async function readSpec(spec: string): Promise<{ readonly type: string; readonly [property: string]: unknown }> {
  const { parse } = await import('yaml')
  const written: unknown = parse(spec)
  if (typeof written !== 'object' || written === null || !('type' in written)) {
    throw new TaskFailed('The rendered text is no task: it has no type', { property: 'spec', source: spec })
  }
  return { ...written, type: String(written.type) }
}
