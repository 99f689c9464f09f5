import { type RunContext, runnable, TaskFailed } from '../../../task'
import { matcher } from './glob'

const CONFLICTS = ['OVERWRITE', 'ERROR', 'SKIP'] as const

/** Source: Kestra `io.kestra.plugin.core.namespace.UploadFiles`. */
export const UploadFiles = runnable({
  type: 'io.kestra.plugin.core.namespace.UploadFiles',
  title: 'Keep files as files of a namespace.',
  properties: {
    namespace: { kind: 'string', dynamic: true, required: true, title: 'The namespace to keep them in.' },
    files: {
      kind: 'oneOf',
      of: [
        { kind: 'list', of: { kind: 'string', title: 'A pattern.' }, title: 'Patterns over the working directory.' },
        { kind: 'map', of: { kind: 'string', title: 'An address.' }, title: 'Path to address, as filesMap.' },
      ],
      dynamic: true,
      title: 'Patterns of files in the working directory, of use inside a WorkingDirectory.',
    },
    filesMap: { kind: 'any', dynamic: true, title: 'Path in the namespace to address, or JSON text of such a map.' },
    destination: { kind: 'string', dynamic: true, default: '/', title: 'The folder to put them into.' },
    conflict: {
      kind: 'choice',
      of: CONFLICTS,
      dynamic: true,
      default: 'OVERWRITE',
      title: 'What to do where a file of that path exists.',
    },
  },
  outputs: {},
  examples: [
    {
      title: 'Keep a file and read it.',
      flow: `id: upload_files
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: select 1
  - id: upload
    type: io.kestra.plugin.core.namespace.UploadFiles
    namespace: company.team
    filesMap:
      queries/one.sql: "{{ outputs.write.uri }}"
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ read('queries/one.sql') }}"
`,
    },
  ],
  check: written =>
    written.files === undefined && written.filesMap === undefined
      ? [
          {
            message: 'files or filesMap is required',
            hint: 'Give patterns as `files`, or paths and addresses as `filesMap`.',
          },
        ]
      : [],
  async run({ namespace, files, filesMap, destination, conflict }, context) {
    if (files === undefined && filesMap === undefined) throw new TaskFailed('files or filesMap is required')
    const existing = await context.namespaceFiles(namespace)
    const put = async (path: string, content: Blob): Promise<void> => {
      const target = pathIn(destination, path)
      if (existing.has(target) && conflict === 'SKIP') return
      if (existing.has(target) && conflict === 'ERROR') {
        throw new TaskFailed(`File '/${target}' already exists and conflict is set to ERROR`, { property: 'conflict' })
      }
      await context.changeNamespaceFile(namespace, target, content)
    }
    if (Array.isArray(files)) {
      const matches = matcher(files.map(String))
      for (const [path, content] of context.workingDirectory ?? []) if (matches(path)) await put(path, content)
    }
    const map = readMap(filesMap ?? (Array.isArray(files) ? undefined : files))
    for (const [path, uri] of Object.entries(map)) await put(path, await stored(uri, context))
    return undefined
  },
})

const stored = (uri: unknown, { storage }: RunContext): Promise<Blob> => {
  if (typeof uri === 'string') return storage.get(uri)
  throw new TaskFailed('filesMap must be a Map<String, String>', { property: 'filesMap' })
}

/** A path of a namespace without the slash in front. */
const pathIn = (folder: string, path: string): string => `${folder}/${path}`.replace(/\/{2,}/g, '/').replace(/^\//, '')

function readMap(written: unknown): Readonly<Record<string, unknown>> {
  if (written === undefined) return {}
  try {
    const map: unknown = typeof written === 'string' ? JSON.parse(written) : written
    if (typeof map === 'object' && map !== null && !Array.isArray(map)) return map as Readonly<Record<string, unknown>>
  } catch {
    // A text that is no JSON is refused below, as any other value that is no map.
  }
  throw new TaskFailed('filesMap must be a Map<String, String>', { property: 'filesMap' })
}
