import { Zip, ZipDeflate } from 'fflate'
import type { Execution } from '../model'
import { ENTRY, type ExecutionEntry, type RunBundle } from './bundle'

/**
 * Packs a run into a .zip that people can read and that opens again as a run: `flow.yaml`, `inputs.json`,
 * `execution.json` (states, times, versions), `logs.jsonl`, `outputs.json`, `files/<task>/<name>`. Stored files go
 * through in chunks, so that no more than one chunk of them is in memory.
 */
export async function writeRunZip(bundle: RunBundle): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  let failure: Error | undefined
  const zip = new Zip((error, chunk) => {
    if (error) failure = error
    else parts.push(chunk.slice())
  })
  for (const [name, content] of entriesOf(bundle)) {
    const entry = new ZipDeflate(name, { level: 6 })
    zip.add(entry)
    for await (const chunk of chunksOf(content)) entry.push(chunk)
    entry.push(new Uint8Array(0), true)
  }
  zip.end()
  if (failure) throw failure
  return new Blob(parts, { type: 'application/zip' })
}

async function* chunksOf(content: string | Blob): AsyncGenerator<Uint8Array> {
  if (typeof content === 'string') {
    yield new TextEncoder().encode(content)
    return
  }
  const reader = content.stream().getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
}

function entriesOf({
  execution,
  logs,
  files,
  workspaceFiles,
  recordings,
  stubs,
}: RunBundle): [string, string | Blob][] {
  const named = nameFiles(execution, files)
  const { source, ...rest } = execution
  const entry: ExecutionEntry = {
    format: 'flowyard-run',
    formatVersion: 1,
    execution: rest,
    files: Object.fromEntries(named.map(({ name, uri }) => [name, uri])),
  }
  return [
    [ENTRY.flow, source],
    [ENTRY.inputs, pretty(execution.inputs)],
    [ENTRY.execution, pretty(entry)],
    [ENTRY.logs, logs.map(line => `${JSON.stringify(line)}\n`).join('')],
    [ENTRY.outputs, pretty(outputsOf(execution))],
    ...(recordings.length > 0 ? [[ENTRY.recordings, pretty(recordings)] as [string, string]] : []),
    ...(Object.keys(stubs).length > 0 ? [[ENTRY.stubs, pretty(stubs)] as [string, string]] : []),
    [ENTRY.readme, readme(execution)],
    ...workspaceFiles.map(({ path, content }): [string, Blob] => [ENTRY.workspaceFiles + path, content]),
    ...named.map(({ name, content }): [string, Blob] => [name, content]),
  ]
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Outputs as they are read in the .zip; the page reads them from `execution.json`. */
const outputsOf = (execution: Execution): Readonly<Record<string, unknown>> => ({
  tasks: execution.taskRuns.map(({ taskId, value, outputs }) => ({ taskId, value, outputs: outputs ?? {} })),
  flow: execution.outputs ?? {},
})

type NamedFile = { readonly name: string; readonly uri: string; readonly content: Blob }

/** `files/<task>/<name>`; files of one name are told apart by a number. */
function nameFiles(execution: Execution, files: RunBundle['files']): readonly NamedFile[] {
  const tasks = new Map(execution.taskRuns.map(taskRun => [taskRun.id, taskRun.taskId]))
  const taken = new Set<string>()
  return files.map(({ uri, content }) => {
    const parts = uri.split('/')
    const owner = parts.find(part => tasks.has(part))
    const folder = ENTRY.files + (owner === undefined ? 'inputs' : tasks.get(owner))
    const name = freeName(`${folder}/${parts.at(-1)}`, taken)
    taken.add(name)
    return { name, uri, content }
  })
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : name.replace(/(\.[^./]*)?$/, `-${number}$1`)
    if (!taken.has(tried)) return tried
  }
}

const readme = ({ namespace, flowId, number, state }: Execution): string => `# ${namespace}.${flowId}, run ${number}

A run exported from Flowyard, a playground for Kestra flows that runs in the browser. It ended ${state.current}.

- \`flow.yaml\`: the flow. Kestra takes it as it is.
- \`inputs.json\`, \`outputs.json\`, \`logs.jsonl\`: what went in, what came out, what was said. Secrets are left out.
- \`files/\`: stored files by task.
- \`execution.json\`: states and times.

Drop this .zip on Flowyard to open the run again.
`
