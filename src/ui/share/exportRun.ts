import { type LinkRecording, packRecording } from '../../links'
import type { Execution } from '../../model'
import { type RunBundle, writeRunZip } from '../../transfer'
import type { Archive, WorkspaceFile } from '../client'
import type { PageState } from '../state/pageState'

/** What of a run is taken along, and where it is read from. */
export type Exported = {
  readonly execution: Execution
  readonly files: readonly WorkspaceFile[]
  readonly stubs: RunBundle['stubs']
  /** Texts that never leave. */
  readonly secrets: readonly string[]
}

/** Packs a run with its stored files and the responses it got into a .zip; a file that is gone is left out. */
export async function exportRun({ execution, files, stubs, secrets }: Exported, archive: RunArchive): Promise<Blob> {
  return writeRunZip({
    ...(await collectRun(execution, secrets, archive)),
    workspaceFiles: files,
    recordings: await recordingsOf(execution.id, secrets, archive),
    stubs,
  })
}

/** A run of the page as it stands, with what lies around it. */
export const exportedOf = (state: PageState, execution: Execution): Exported => ({
  execution,
  files: state.files,
  stubs: state.stubs,
  secrets: secretTexts(state, execution),
})

/** Texts that never leave: values of secrets, and of inputs of that type. */
export function secretTexts(
  { secrets, secretInputs, check }: Pick<PageState, 'secrets' | 'secretInputs' | 'check'>,
  run: Execution,
): readonly string[] {
  const typed = (check?.inputs ?? []).flatMap(({ id, type }) => (type === 'SECRET' ? [run.inputs[id]] : []))
  return [...Object.values(secrets), ...Object.values(secretInputs), ...typed]
    .filter(text => typeof text === 'string')
    .filter(text => text.trim() !== '')
}

export type RunArchive = Pick<Archive, 'file' | 'logs' | 'responses'>

/** A run with its log and its stored files, without secrets. */
export async function collectRun(
  execution: Execution,
  secrets: readonly string[],
  archive: RunArchive,
): Promise<Pick<RunBundle, 'execution' | 'logs' | 'files'>> {
  const uris = [...new Set(filesIn([execution.inputs, ...execution.taskRuns.map(({ outputs }) => outputs)]))]
  const files = await Promise.all(
    uris.map(async uri => {
      const content = await archive.file(uri).catch(() => undefined)
      return content ? [{ uri, content }] : []
    }),
  )
  return {
    execution: withoutTexts(execution, secrets),
    logs: withoutTexts(await archive.logs(execution.id), secrets),
    files: files.flat(),
  }
}

/** The responses that a run got, as they travel. */
export async function recordingsOf(
  executionId: string,
  secrets: readonly string[],
  archive: Pick<Archive, 'responses'>,
): Promise<readonly LinkRecording[]> {
  return withoutTexts(await Promise.all((await archive.responses(executionId)).map(packRecording)), secrets)
}

/** A value in whose texts the given ones are starred out. */
function withoutTexts<T>(value: T, texts: readonly string[]): T {
  if (texts.length === 0) return value
  return JSON.parse(JSON.stringify(value), (_, item: unknown) =>
    typeof item === 'string' ? texts.reduce((text, secret) => text.replaceAll(secret, '******'), item) : item,
  )
}

/** Addresses of stored files anywhere in a value. */
function filesIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.startsWith('kestra:///') ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(filesIn)
}
