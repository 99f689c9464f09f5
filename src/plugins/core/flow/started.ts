import type { Execution } from '../../../model'
import { TaskFailed } from '../../../task'

/** How Kestra writes a link to an execution into a log line. */
export const linkTo = ({ id, flowId, namespace }: Execution): string =>
  `[[link execution="${id}" flowId="${flowId}" namespace="${namespace}"]]`

/** Labels as a map, or as a list of key and value. @throws TaskFailed */
export function readLabels(labels: unknown): readonly { readonly key: string; readonly value: string }[] {
  if (labels === undefined || labels === null) return []
  if (Array.isArray(labels)) return labels.map(readLabel)
  if (typeof labels === 'object') return Object.entries(labels).map(([key, value]) => ({ key, value: String(value) }))
  throw new TaskFailed('Expected labels as a map or as a list of key and value', { property: 'labels' })
}

function readLabel(label: unknown): { readonly key: string; readonly value: string } {
  if (typeof label !== 'object' || label === null || !('key' in label) || !('value' in label)) {
    throw new TaskFailed('Expected a label with key and value', { property: 'labels' })
  }
  return { key: String(label.key), value: String(label.value) }
}
