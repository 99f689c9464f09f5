import { executionFolder } from './address'
import type { ForeignRun } from './workspace'

/**
 * A run from elsewhere under an id of this browser, so that it never takes the place of a run that is here. The
 * addresses of its files follow; a file that is not in the run's own folder is left out.
 */
export function adopt(run: ForeignRun, id: string, number: number): ForeignRun {
  const { namespace, flowId, id: before } = run.execution
  const folder = executionFolder(namespace, flowId, before)
  const adopted = executionFolder(namespace, flowId, id)
  const moved = (text: string): string => text.replaceAll(`${folder}/`, `${adopted}/`)
  return {
    execution: { ...(mapTexts(run.execution, moved) as ForeignRun['execution']), id, number },
    logs: run.logs.map(entry => ({ ...entry, message: moved(entry.message), executionId: id })),
    files: run.files
      .filter(({ uri }) => uri.startsWith(`${folder}/`))
      .map(({ uri, content }) => ({ uri: moved(uri), content })),
  }
}

/** The same value with every text in it changed. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]))
}
