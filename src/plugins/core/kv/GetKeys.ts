import { runnable } from '../../../task'
import { NAMESPACE } from './keys'

/** Source: Kestra `io.kestra.plugin.core.kv.GetKeys`. */
export const GetKeys = runnable({
  type: 'io.kestra.plugin.core.kv.GetKeys',
  title: 'List the keys of the key-value store of a namespace.',
  properties: {
    prefix: { kind: 'string', dynamic: true, title: 'Only keys that start with this.' },
    namespace: NAMESPACE,
  },
  outputs: {
    keys: { kind: 'list', of: { kind: 'string', title: 'A key.' }, title: 'The keys found.' },
  },
  examples: [
    {
      title: 'List the keys that start with a text.',
      flow: `id: list_keys
namespace: company.team
tasks:
  - id: keys
    type: io.kestra.plugin.core.kv.GetKeys
    prefix: day_
`,
    },
  ],
  async run({ prefix, namespace }, { kv, flow }) {
    const entries = await kv.list(namespace ?? flow.namespace)
    return { keys: entries.map(entry => entry.key).filter(key => key.startsWith(prefix ?? '')) }
  },
})
