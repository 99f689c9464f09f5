import { readIon, writeJson } from '../../../serde'
import { runnable } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, TIME_ZONE, URI } from '../properties'
import { counting, inCharset } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.json.IonToJson`. */
export const IonToJson = runnable({
  type: 'io.kestra.plugin.serdes.json.IonToJson',
  aliases: ['io.kestra.plugin.serdes.json.JsonWriter'],
  title: 'Write rows as a JSON file.',
  properties: {
    from: FROM,
    newLine: {
      kind: 'boolean',
      dynamic: true,
      default: true,
      title: 'Whether every row is a line (JSONL), or the file is one list.',
    },
    timeZoneId: { ...TIME_ZONE, ignored: 'Dates are written with the zone they have.' },
    shouldKeepAnnotations: {
      kind: 'boolean',
      dynamic: true,
      default: false,
      ignored: 'Annotations of Ion are left out.',
      title: 'Keep the annotations of Ion values.',
    },
    charset: CHARSET,
  },
  outputs: URI,
  examples: [
    {
      title: 'Write rows as one JSON list.',
      flow: `id: ion_to_json
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .ion
    content: |
      {id:1}
      {id:2}
  - id: json
    type: io.kestra.plugin.serdes.json.IonToJson
    from: "{{ outputs.write.uri }}"
    newLine: false
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ read(outputs.json.uri) }}"
`,
    },
  ],
  async run({ from, newLine, charset }, { storage, tempName, metric }) {
    const { rows, count } = counting(readIon(await storage.get(checkAddress(from, 'from'))))
    const file = await writeJson(rows, { lines: newLine })
    metric({ name: 'records', type: 'counter', value: count() })
    return { uri: await storage.put(tempName(newLine ? '.jsonl' : '.json'), await inCharset(file, charset)) }
  },
})
