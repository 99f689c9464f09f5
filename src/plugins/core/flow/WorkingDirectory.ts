import { flowable, isMap, TaskFailed, type TaskType, type WorkingDirectoryFiles } from '../../../task'
import { HANDLERS, TASKS } from './branches'

const GLOBS = { kind: 'list', of: { kind: 'string', title: 'A glob.' } } as const

/**
 * Source: Kestra `io.kestra.plugin.core.flow.WorkingDirectory`: its tasks run one after another in one folder, by one
 * worker, so that their task runs have no SUBMITTED.
 */
export const WorkingDirectory = flowable({
  type: 'io.kestra.plugin.core.flow.WorkingDirectory',
  restartsWhole: true,
  aliases: ['io.kestra.core.tasks.flows.WorkingDirectory', 'io.kestra.core.tasks.flows.Worker'],
  title: 'Run tasks one after another in one folder.',
  properties: {
    tasks: TASKS,
    inputFiles: { kind: 'any', dynamic: true, title: 'Files to put into the folder: name to content or address.' },
    outputFiles: { ...GLOBS, dynamic: true, title: 'Files of the folder to keep, by name or glob.' },
    namespaceFiles: {
      kind: 'object',
      dynamic: true,
      title: 'Namespace files to copy into the folder.',
      properties: {
        enabled: { kind: 'boolean', title: 'Whether to copy them.' },
        include: { ...GLOBS, title: 'Only these.' },
        exclude: { ...GLOBS, title: 'Not these.' },
        namespaces: { kind: 'list', of: { kind: 'string', title: 'A namespace.' }, title: 'From these namespaces.' },
        ifExists: { kind: 'string', title: 'What to do with a file that is there already.' },
      },
    },
    cache: {
      kind: 'object',
      properties: {
        patterns: { ...GLOBS, title: 'Files to keep for the next run.' },
        ttl: { kind: 'duration', title: 'How long to keep them.' },
      },
      ignored: 'Nothing is kept from one run to the next here.',
      title: 'Files to keep for the next run.',
    },
    ...HANDLERS,
  },
  check: ({ tasks }, find) =>
    (Array.isArray(tasks) ? tasks : []).every(task => isRunnable(find(String(isMap(task) ? task.type : ''))))
      ? []
      : [{ message: 'Only runnable tasks are allowed as children of a WorkingDirectory task' }],
  outputs: {
    outputFiles: { kind: 'map', of: { kind: 'string', title: 'An address.' }, title: 'Addresses by file name.' },
  },
  examples: [
    {
      title: 'Two scripts share a file.',
      offline: false,
      flow: `id: shared_folder
namespace: company.team
tasks:
  - id: folder
    type: io.kestra.plugin.core.flow.WorkingDirectory
    outputFiles: ["*.txt"]
    tasks:
      - id: write
        type: io.kestra.plugin.scripts.python.Script
        script: open("note.txt", "w").write("hello")
      - id: read
        type: io.kestra.plugin.scripts.python.Script
        script: print(open("note.txt").read())
`,
    },
  ],
  async run({ tasks, inputFiles, outputFiles, namespaceFiles }, scope) {
    const files: WorkingDirectoryFiles = new Map()
    if (namespaceFiles?.enabled === true) {
      for (const namespace of namespaceFiles.namespaces ?? [scope.flow.namespace]) {
        const wanted = await matcher(namespaceFiles.include ?? ['**'])
        const unwanted = await matcher(namespaceFiles.exclude ?? [])
        for (const [path, content] of await scope.namespaceFiles(namespace)) {
          if (wanted(path) && !unwanted(path)) files.set(path, content)
        }
      }
    }
    for (const [path, value] of Object.entries(readMap(inputFiles))) {
      if (value === null || value === undefined) continue
      const text = String(value)
      files.set(path, text.startsWith('kestra://') ? await scope.storage.get(text.trim()) : new Blob([text]))
    }
    const state = await scope.sequence(tasks, { workingDirectory: files })
    if (!outputFiles || state === 'FAILED' || state === 'KILLED') return
    const kept: Record<string, string> = {}
    const wanted = await matcher(outputFiles)
    for (const [path, content] of files) {
      if (!wanted(path)) continue
      const name = path.slice(path.lastIndexOf('/') + 1)
      kept[path] = await scope.storage.put(`${scope.newId()}-${name}`, content)
    }
    scope.output({ outputFiles: kept })
  },
})

async function matcher(globs: readonly string[]): Promise<(path: string) => boolean> {
  if (globs.length === 0) return () => false
  const { default: picomatch } = await import('picomatch')
  return picomatch([...globs], { dot: true })
}

function readMap(written: unknown): Readonly<Record<string, unknown>> {
  if (written === undefined || written === null) return {}
  const map: unknown = typeof written === 'string' ? parse(written) : written
  if (typeof map === 'object' && map !== null && !Array.isArray(map)) return map as Readonly<Record<string, unknown>>
  throw new TaskFailed('Expected inputFiles to be a map of file names to contents or addresses.', {
    property: 'inputFiles',
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Types that are not known here may be. */
const isRunnable = (type: TaskType | undefined): boolean =>
  type === undefined || (type.kind === 'runnable' && type.updatesExecution !== true)
