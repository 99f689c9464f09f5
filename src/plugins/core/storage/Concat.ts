import { runnable } from '../../../task'
import { checkAddress, readAddresses } from './files'

/** Source: Kestra `io.kestra.plugin.core.storage.Concat`. The separator also follows the last file. */
export const Concat = runnable({
  type: 'io.kestra.plugin.core.storage.Concat',
  aliases: ['io.kestra.core.tasks.storages.Concat'],
  title: 'Join stored files into one.',
  properties: {
    files: {
      kind: 'any',
      dynamic: true,
      required: true,
      title: 'Addresses of the files, as a list or as JSON text of one.',
    },
    separator: { kind: 'string', dynamic: true, title: 'Text put after each file.' },
    extension: { kind: 'string', dynamic: true, default: '.tmp', title: 'The extension of the new file.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the new file.' },
  },
  examples: [
    {
      title: 'Join two files.',
      flow: `id: join_files
namespace: company.team
tasks:
  - id: a
    type: io.kestra.plugin.core.storage.Write
    content: "a"
  - id: b
    type: io.kestra.plugin.core.storage.Write
    content: "b"
  - id: both
    type: io.kestra.plugin.core.storage.Concat
    files: ["{{ outputs.a.uri }}", "{{ outputs.b.uri }}"]
    separator: ";"
`,
    },
  ],
  async run({ files, separator, extension }, { storage, tempName }) {
    const parts: (Blob | string)[] = []
    for (const uri of readAddresses(files, 'files')) {
      parts.push(await storage.get(checkAddress(uri, 'files')))
      if (separator !== undefined) parts.push(separator)
    }
    return { uri: await storage.put(tempName(extension), new Blob(parts)) }
  },
})
