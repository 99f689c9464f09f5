import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.yaml.YamlToIon`: every document is a row. */
export const YamlToIon = runnable({
  type: 'io.kestra.plugin.serdes.yaml.YamlToIon',
  title: 'Read the documents of a YAML file as rows.',
  properties: { from: FROM, charset: CHARSET },
  outputs: URI,
  examples: [
    {
      title: 'Read two documents.',
      flow: `id: yaml_to_ion
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .yaml
    content: |
      id: 1
      ---
      id: 2
  - id: rows
    type: io.kestra.plugin.serdes.yaml.YamlToIon
    from: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ from, charset }, context) {
    const file = await context.storage.get(checkAddress(from, 'from'))
    const { parseAllDocuments } = await import('yaml')
    const text = new TextDecoder(charset).decode(await file.arrayBuffer())
    const documents = parseAllDocuments(text, { version: '1.1', intAsBigInt: true })
    const rows = [...documents].map(document => {
      const [error] = document.errors
      if (error) throw new TaskFailed(error.message, { property: 'from' })
      return plain(document.toJS())
    })
    const { uri } = await storeIon(context, rows)
    return { uri }
  },
})

/** Integers of usual size are numbers; a date is a text, as Jackson reads it. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
