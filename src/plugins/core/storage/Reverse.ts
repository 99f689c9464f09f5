import { runnable } from '../../../task'
import { checkAddress, extensionOf, rowsOf } from './files'

/** Source: Kestra `io.kestra.plugin.core.storage.Reverse`. */
export const Reverse = runnable({
  type: 'io.kestra.plugin.core.storage.Reverse',
  aliases: ['io.kestra.core.tasks.storages.Reverse'],
  title: 'Turn the lines of a stored file around, last line first.',
  properties: {
    from: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    separator: { kind: 'string', dynamic: true, default: '\n', title: 'What ends a line of the new file.' },
    charset: { kind: 'string', dynamic: true, default: 'UTF-8', title: 'The encoding of the file.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address of the new file.' },
  },
  examples: [
    {
      title: 'Turn three lines around.',
      flow: `id: reverse_lines
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: "{{ '1\\n2\\n3\\n' }}"
    extension: .txt
  - id: reverse
    type: io.kestra.plugin.core.storage.Reverse
    from: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ from, separator, charset }, { storage, tempName }) {
    const file = await storage.get(checkAddress(from, 'from'))
    const rows = rowsOf(new TextDecoder(charset).decode(await file.arrayBuffer()), separator)
    return { uri: await storage.put(tempName(extensionOf(from)), new Blob(rows.toReversed())) }
  },
})
