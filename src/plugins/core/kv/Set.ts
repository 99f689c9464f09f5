import { parseJson } from '../../../expression'
import { entriesOf, itemsOf, mapOf } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkKey, expiryAfter, KEY, NAMESPACE } from './keys'

const KINDS = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const
type Kind = (typeof KINDS)[number]

/** Source: Kestra `io.kestra.plugin.core.kv.Set`. */
export const SetKey = runnable({
  type: 'io.kestra.plugin.core.kv.Set',
  title: 'Set a key in the key-value store of a namespace.',
  properties: {
    key: KEY,
    value: { kind: 'any', dynamic: 'typed', required: true, title: 'The value to keep.' },
    kvDescription: { kind: 'string', dynamic: true, title: 'What the key is for.' },
    namespace: NAMESPACE,
    overwrite: { kind: 'boolean', dynamic: true, default: true, title: 'Whether a key that exists may change.' },
    ttl: { kind: 'duration', dynamic: true, title: 'How long the key lives.' },
    kvType: { kind: 'choice', of: KINDS, dynamic: true, title: 'How to read a value that is text.' },
  },
  outputs: {},
  examples: [
    {
      title: 'Keep a number and read it.',
      flow: `id: keep_number
namespace: company.team
tasks:
  - id: set
    type: io.kestra.plugin.core.kv.Set
    key: limit
    value: "42"
    kvType: NUMBER
  - id: read
    type: io.kestra.plugin.core.log.Log
    message: "{{ kv('limit') + 1 }}"
`,
    },
  ],
  async run({ key, value, kvDescription, namespace, overwrite, ttl, kvType }, { kv, flow, now }) {
    checkKey(key)
    const space = namespace ?? flow.namespace
    if (!overwrite && (await kv.get(space, key))) {
      throw new TaskFailed(
        `Cannot set value for key '${key}'. Key already exists and \`overwrite\` is set to \`false\`.`,
        { property: 'overwrite' },
      )
    }
    await kv.set(space, key, {
      value: typeof value === 'string' && kvType !== undefined ? read(value, kvType as Kind) : narrowed(value),
      ...(kvDescription === undefined ? {} : { description: kvDescription }),
      ...(ttl === undefined ? {} : { expires: expiryAfter(ttl, now()) }),
    })
    return undefined
  },
})

/** A Long that fits an Integer is read back as one. */
function narrowed(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  const items = itemsOf(value)
  if (items) return items.map(narrowed)
  const entries = entriesOf(value)
  return entries ? mapOf(entries.map(([key, item]) => [key, narrowed(item)])) : value
}

function read(text: string, kind: Kind): unknown {
  switch (kind) {
    case 'STRING':
      return text
    case 'BOOLEAN':
      return text.toLowerCase() === 'true'
    case 'NUMBER':
    case 'JSON':
      return readJson(text, kind)
    case 'DATETIME':
      return { $java: 'Instant', value: text }
    case 'DATE':
      return { $java: 'LocalDate', value: text }
    case 'DURATION':
      return { $java: 'Duration', value: text }
    default:
      return kind satisfies never
  }
}

function readJson(text: string, kind: 'NUMBER' | 'JSON'): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw new TaskFailed(`Unable to read the value as ${kind}: ${error instanceof Error ? error.message : error}`, {
      property: 'value',
    })
  }
}
