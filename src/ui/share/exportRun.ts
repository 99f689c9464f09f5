import type { Execution, LogEntry } from '../../model'
import { writeRunZip } from '../../transfer'
import type { Archive, WorkspaceFile } from '../client'

/** Packs a run with its stored files into a .zip; a file that is gone is left out. */
export async function exportRun(
  execution: Execution,
  logs: readonly LogEntry[],
  workspaceFiles: readonly WorkspaceFile[],
  archive: Pick<Archive, 'file'>,
): Promise<Blob> {
  const uris = [...new Set(filesIn([execution.inputs, ...execution.taskRuns.map(({ outputs }) => outputs)]))]
  const files = await Promise.all(
    uris.map(async uri => {
      const content = await archive.file(uri).catch(() => undefined)
      return content ? [{ uri, content }] : []
    }),
  )
  return writeRunZip({ execution, logs, files: files.flat(), workspaceFiles, recordings: [] })
}

/** Addresses of stored files anywhere in a value. */
function filesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('kestra:///') ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(filesIn)
}
