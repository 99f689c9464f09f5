import type { KestraUri } from '../../../storage'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from './files'

/** Source: Kestra `io.kestra.plugin.core.storage.Delete`. */
export const DeleteFile = runnable({
  type: 'io.kestra.plugin.core.storage.Delete',
  aliases: ['io.kestra.core.tasks.storages.Delete'],
  title: 'Delete a stored file.',
  properties: {
    uri: { kind: 'string', dynamic: true, required: true, title: 'The address of the file.' },
    errorOnMissing: { kind: 'boolean', dynamic: true, default: false, title: 'Fail when there is no such file.' },
  },
  outputs: {
    uri: { kind: 'string', always: true, title: 'The address given.' },
    deleted: { kind: 'boolean', always: true, title: 'Whether there was such a file.' },
  },
  examples: [
    {
      title: 'Write a file and delete it.',
      flow: `id: delete_file
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: gone
  - id: delete
    type: io.kestra.plugin.core.storage.Delete
    uri: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ uri, errorOnMissing }, { storage }) {
    const deleted = await storage.delete(checkAddress(uri, 'uri') as KestraUri)
    if (!deleted && errorOnMissing) {
      throw new TaskFailed(`Unable to find file '${uri}' that is requested to be deleted`, { property: 'uri' })
    }
    return { uri, deleted }
  },
})
