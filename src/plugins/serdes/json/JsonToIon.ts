import { readJson } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { storeIon } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.json.JsonToIon`. */
export const JsonToIon = runnable({
  type: 'io.kestra.plugin.serdes.json.JsonToIon',
  aliases: ['io.kestra.plugin.serdes.json.JsonReader'],
  title: 'Read a JSON file into rows.',
  properties: {
    from: FROM,
    newLine: {
      kind: 'boolean',
      dynamic: true,
      default: true,
      title: 'Whether every line is a row (JSONL). Set it to false for one list or one map.',
    },
    charset: CHARSET,
  },
  outputs: URI,
  examples: [
    {
      title: 'Read a list of maps.',
      flow: `id: json_to_ion
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .json
    content: '[{"id": 1}, {"id": 2}]'
  - id: rows
    type: io.kestra.plugin.serdes.json.JsonToIon
    from: "{{ outputs.write.uri }}"
    newLine: false
`,
    },
  ],
  async run({ from, newLine, charset }, context) {
    const file = await context.storage.get(checkAddress(from, 'from'))
    const { uri } = await storeIon(context, readJson(file, { lines: newLine, charset }))
    return { uri }
  },
})
