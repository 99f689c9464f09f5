import { runnable } from '../../../task'
import { matcher } from './glob'
import { NAMESPACE_FILES, patternsOf } from './properties'

/** Source: Kestra `io.kestra.plugin.core.namespace.DownloadFiles`. Keys begin with a slash. */
export const DownloadFiles = runnable({
  type: 'io.kestra.plugin.core.namespace.DownloadFiles',
  title: 'Copy files of a namespace into internal storage.',
  properties: {
    ...NAMESPACE_FILES,
    destination: { kind: 'string', dynamic: true, default: '', title: 'The folder to put the copies into.' },
  },
  outputs: {
    files: { kind: 'map', of: { kind: 'string', title: 'An address.' }, always: true, title: 'Addresses by path.' },
  },
  examples: [
    {
      title: 'Copy every SQL file of the namespace.',
      flow: `id: download_files
namespace: company.team
tasks:
  - id: download
    type: io.kestra.plugin.core.namespace.DownloadFiles
    namespace: company.team
    files:
      - "**.sql"
`,
    },
  ],
  async run({ namespace, files, destination }, { namespaceFiles, storage, log, metric }) {
    const matches = matcher(patternsOf(files))
    const found: Record<string, string> = {}
    for (const [path, content] of await namespaceFiles(namespace)) {
      if (!matches(path)) continue
      const uri = await storage.put(`${destination}${path}`, content)
      log('DEBUG', `Downloaded ${uri}`)
      found[`/${path}`] = uri
    }
    metric({ name: 'downloaded', type: 'counter', value: Object.keys(found).length })
    return { files: found }
  },
})
