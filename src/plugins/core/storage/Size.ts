import { runnable } from '../../../task'
import { checkAddress } from './files'

/** Source: Kestra `io.kestra.plugin.core.storage.Size`. */
export const Size = runnable({
  type: 'io.kestra.plugin.core.storage.Size',
  aliases: ['io.kestra.core.tasks.storages.Size'],
  title: 'Tell the size of a stored file.',
  properties: {
    uri: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
  },
  outputs: {
    size: { kind: 'number', always: true, title: 'Bytes.' },
  },
  examples: [
    {
      title: 'Write a file and tell its size.',
      flow: `id: file_size
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: "12345"
  - id: size
    type: io.kestra.plugin.core.storage.Size
    uri: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ uri }, { storage }) {
    return { size: (await storage.get(checkAddress(uri, 'uri'))).size }
  },
})
