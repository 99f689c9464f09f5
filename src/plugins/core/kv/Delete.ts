import { runnable, TaskFailed } from '../../../task'
import { checkKey, KEY, NAMESPACE } from './keys'

/** Source: Kestra `io.kestra.plugin.core.kv.Delete`. */
export const DeleteKey = runnable({
  type: 'io.kestra.plugin.core.kv.Delete',
  title: 'Delete a key of the key-value store of a namespace.',
  properties: {
    key: KEY,
    namespace: NAMESPACE,
    errorOnMissing: { kind: 'boolean', dynamic: true, default: false, title: 'Fail when there is no such key.' },
  },
  outputs: {
    deleted: { kind: 'boolean', title: 'Whether there was such a key.' },
  },
  examples: [
    {
      title: 'Delete a key.',
      flow: `id: delete_key
namespace: company.team
tasks:
  - id: delete
    type: io.kestra.plugin.core.kv.Delete
    key: greeting
`,
    },
  ],
  async run({ key, namespace, errorOnMissing }, { kv, flow }) {
    checkKey(key)
    const space = namespace ?? flow.namespace
    const deleted = await kv.delete(space, key)
    if (deleted || !errorOnMissing) return { deleted }
    throw new TaskFailed(
      `No value found for key '${key}' in namespace '${space}' and \`errorOnMissing\` is set to true`,
      { property: 'key' },
    )
  },
})
