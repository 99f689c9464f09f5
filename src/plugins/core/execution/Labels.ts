import { hashOrderedKeys, type Plain, printJson } from '../../../expression'
import type { Label } from '../../../model'
import { runnable, TaskFailed } from '../../../task'

/**
 * Source: Kestra `io.kestra.plugin.core.execution.Labels`: adds labels, or replaces those with the same key; they come
 * out in the order of a HashMap.
 */
export const Labels = runnable({
  type: 'io.kestra.plugin.core.execution.Labels',
  aliases: ['io.kestra.core.tasks.executions.Labels'],
  updatesExecution: true,
  title: 'Add labels to the execution, or change them.',
  properties: {
    labels: {
      kind: 'any',
      dynamic: true,
      required: true,
      title: 'Labels as a map, as a list of key and value, or as JSON text of a map.',
    },
  },
  outputs: {},
  examples: [
    {
      title: 'Label an execution with a value.',
      flow: `id: label_run
namespace: company.team
tasks:
  - id: label
    type: io.kestra.plugin.core.execution.Labels
    labels:
      flow: "{{ flow.id }}"
`,
    },
  ],
  async run({ labels: written }, { execution, changeExecution }) {
    const added = readLabels(written)
    const offending = added.find(label => label.key.startsWith('system.'))
    if (offending) {
      throw new TaskFailed(
        `System labels can only be set by Kestra itself, offending label: ${offending.key}=${offending.value}`,
        {
          property: 'labels',
        },
      )
    }
    const labels = new Map([...execution.labels, ...added].map(({ key, value }) => [key, value]))
    changeExecution({ labels: hashOrderedKeys([...labels.keys()]).map(key => ({ key, value: labels.get(key) ?? '' })) })
    return undefined
  },
})

function readLabels(labels: unknown): readonly Label[] {
  if (typeof labels === 'string') return readLabels(parseMap(labels))
  if (Array.isArray(labels)) return labels.map(readLabel)
  if (typeof labels === 'object' && labels !== null) {
    return Object.entries(labels).map(([key, value]) => ({ key, value: textOf(value) }))
  }
  throw unreadable()
}

function readLabel(label: unknown): Label {
  if (typeof label !== 'object' || label === null || !('key' in label) || !('value' in label)) throw unreadable()
  return { key: String(label.key), value: textOf(label.value) }
}

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? printJson(value as Plain) : String(value)

function parseMap(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? undefined : value
  } catch {
    throw unreadable()
  }
}

const unreadable = (): TaskFailed =>
  new TaskFailed('Unable to read the labels: expected a map, a list of key and value, or JSON text of a map', {
    property: 'labels',
  })
