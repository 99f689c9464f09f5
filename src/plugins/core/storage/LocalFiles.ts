import { runnable, TaskFailed, type WorkingDirectoryFiles } from '../../../task'
import { matcher } from '../namespace/glob'

/** Source: Kestra `io.kestra.plugin.core.storage.LocalFiles`. Of use inside a WorkingDirectory. */
export const LocalFiles = runnable({
  type: 'io.kestra.plugin.core.storage.LocalFiles',
  aliases: ['io.kestra.core.tasks.storages.LocalFiles'],
  title: 'Put files into the working directory, or take files from it.',
  deprecated: 'Use `inputFiles` and `outputFiles` of WorkingDirectory or of the script.',
  properties: {
    inputs: {
      kind: 'any',
      dynamic: true,
      title: 'Files to make: name to content or address, or JSON text of such a map.',
    },
    outputs: {
      kind: 'list',
      of: { kind: 'string', title: 'A name or a pattern such as `sub/**`.' },
      dynamic: true,
      title: 'Files to store.',
    },
  },
  outputs: {
    uris: { kind: 'map', of: { kind: 'string', title: 'An address.' }, always: true, title: 'Addresses by path.' },
  },
  examples: [
    {
      title: 'Make a file that the next task stores.',
      flow: `id: local_files
namespace: company.team
tasks:
  - id: folder
    type: io.kestra.plugin.core.flow.WorkingDirectory
    tasks:
      - id: make
        type: io.kestra.plugin.core.storage.LocalFiles
        inputs:
          hello.txt: Hello
      - id: keep
        type: io.kestra.plugin.core.storage.LocalFiles
        outputs:
          - "*.txt"
`,
    },
  ],
  async run({ inputs, outputs }, { storage, workingDirectory = new Map<string, Blob>() }) {
    for (const [path, content] of readInputs(inputs)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      const address = text.startsWith('kestra://')
      workingDirectory.set(path, address ? await storage.get(text) : new Blob([text]))
    }
    return { uris: await storeMatching(workingDirectory, outputs ?? [], storage.put) }
  },
})

function readInputs(inputs: unknown): readonly (readonly [string, unknown])[] {
  if (inputs === undefined || inputs === null) return []
  const map = typeof inputs === 'string' ? readJson(inputs) : inputs
  if (typeof map === 'object' && map !== null && !Array.isArray(map)) return Object.entries(map)
  throw new TaskFailed('Expected `inputs` to be a map of file names to contents', { property: 'inputs' })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new TaskFailed(`\`inputs\` is a text but not JSON: ${error instanceof Error ? error.message : error}`, {
      property: 'inputs',
    })
  }
}

async function storeMatching(
  files: WorkingDirectoryFiles,
  patterns: readonly string[],
  put: (name: string, content: Blob) => Promise<string>,
): Promise<Readonly<Record<string, string>>> {
  const matches = matcher(patterns)
  const uris: Record<string, string> = {}
  for (const [path, content] of files) if (matches(path)) uris[path] = await put(path, content)
  return uris
}
