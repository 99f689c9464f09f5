import { runnable, TaskFailed } from '../../../task'
import { checkKey, KEY, NAMESPACE } from './keys'

/** Source: Kestra `io.kestra.plugin.core.kv.Get`. A missing key gives no `value`. */
export const GetKey = runnable({
  type: 'io.kestra.plugin.core.kv.Get',
  title: 'Read a key of the key-value store of a namespace.',
  properties: {
    key: KEY,
    namespace: NAMESPACE,
    errorOnMissing: { kind: 'boolean', dynamic: true, default: false, title: 'Fail when there is no such key.' },
  },
  outputs: {
    value: { kind: 'any', title: 'The value, absent when there is no such key.' },
  },
  examples: [
    {
      title: 'Set a key, then read it.',
      flow: `id: read_key
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.kv.Set
    key: greeting
    value: hello
  - id: get
    type: io.kestra.plugin.core.kv.Get
    key: greeting
`,
    },
  ],
  async run({ key, namespace, errorOnMissing }, { kv, flow }) {
    checkKey(key)
    const space = namespace ?? flow.namespace
    const found = await kv.get(space, key)
    if (found) return { value: found.value }
    if (!errorOnMissing) return undefined
    throw new TaskFailed(
      `No value found for key '${key}' in namespace '${space}' and \`errorOnMissing\` is set to true`,
      { property: 'key' },
    )
  },
})
