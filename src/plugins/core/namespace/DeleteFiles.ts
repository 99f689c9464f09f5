import { runnable } from '../../../task'
import { matcher } from './glob'
import { NAMESPACE_FILES, patternsOf } from './properties'

/** Source: Kestra `io.kestra.plugin.core.namespace.DeleteFiles`. */
export const DeleteNamespaceFiles = runnable({
  type: 'io.kestra.plugin.core.namespace.DeleteFiles',
  title: 'Delete files of a namespace.',
  properties: {
    ...NAMESPACE_FILES,
    deleteParentFolder: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      ignored: 'Folders are not kept apart from their files here: an empty one is gone.',
      title: 'Delete folders that become empty.',
    },
  },
  outputs: {},
  examples: [
    {
      title: 'Delete every file of a folder.',
      flow: `id: delete_files
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.namespace.DeleteFiles
    namespace: company.team
    files:
      - "old/**"
`,
    },
  ],
  async run({ namespace, files }, { namespaceFiles, changeNamespaceFile, log, metric }) {
    const matches = matcher(patternsOf(files))
    const found = [...(await namespaceFiles(namespace)).keys()].filter(matches)
    for (const path of found) {
      await changeNamespaceFile(namespace, path, undefined)
      log('DEBUG', `Deleted ${path}`)
    }
    metric({ name: 'deleted', type: 'counter', value: found.length })
    return undefined
  },
})
