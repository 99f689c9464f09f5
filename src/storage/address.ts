import type { KestraUri } from './internalStorage'

/**
 * A name as Kestra writes it into addresses: words of letters and digits joined by hyphens, lower case
 * (`getting_started` → `getting-started`, `sqlQuery` → `sqlquery`). Source: Kestra `io.kestra.core.utils.Slugify`.
 */
export function slugify(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^\w\s-]/g, '')
    .replace(/[\s_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase()
}

/** The folder of an execution's files. Source: Kestra `io.kestra.core.storages.StorageContext`. */
export const executionFolder = (namespace: string, flowId: string, executionId: string): KestraUri =>
  `kestra:///${namespace.replaceAll('.', '/')}/${slugify(flowId)}/executions/${executionId}`

/** The folder of a task run's files. */
export const taskRunFolder = (execution: KestraUri, taskId: string, taskRunId: string): KestraUri =>
  `${execution}/tasks/${slugify(taskId)}/${taskRunId}`

/** The address of a file given as an input. */
export const inputFile = (execution: KestraUri, inputId: string, name: string): KestraUri =>
  `${execution}/inputs/${slugify(inputId)}/${name}`

/** The address of a namespace file. */
export const namespaceFile = (namespace: string, path: string): KestraUri =>
  `kestra:///${namespace.replaceAll('.', '/')}/_files/${path.replace(/^\/+/, '')}`

/** Whether a text is an address of internal storage. */
export const isKestraUri = (text: string): text is KestraUri => text.startsWith('kestra:///')

/** The last part of an address. */
export const fileNameOf = (uri: string): string => uri.slice(uri.lastIndexOf('/') + 1)

/** Whether a file is the one at an address, or lies below it as in a folder. */
export const isAtOrBelow = (uri: string, address: string): boolean =>
  uri === address || uri.startsWith(address.endsWith('/') ? address : `${address}/`)
