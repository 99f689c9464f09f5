import { readJson, writeJson } from '../../../serde'
import { runnable, TaskFailed } from '../../../task'
import { checkAddress } from '../../core/storage/files'
import { CHARSET, FROM, URI } from '../properties'
import { counting, inCharset } from '../store'

/** Source: Kestra `io.kestra.plugin.serdes.json.JsonToJsonl`: a list, a map, or maps one after another. */
export const JsonToJsonl = runnable({
  type: 'io.kestra.plugin.serdes.json.JsonToJsonl',
  title: 'Write the items of a JSON list one a line.',
  properties: { from: FROM, charset: CHARSET },
  outputs: URI,
  examples: [
    {
      title: 'Make lines of a list.',
      flow: `id: json_to_jsonl
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .json
    content: '[{"id": 1}, {"id": 2}]'
  - id: lines
    type: io.kestra.plugin.serdes.json.JsonToJsonl
    from: "{{ outputs.write.uri }}"
`,
    },
  ],
  async run({ from, charset }, { storage, tempName, metric }) {
    const file = await storage.get(checkAddress(from, 'from'))
    const { rows, count } = counting(mapsOf(file, charset))
    const lines = await writeJson(rows, { lines: true })
    metric({ name: 'records', type: 'counter', value: count() })
    return { uri: await storage.put(tempName('.jsonl'), await inCharset(lines, charset)) }
  },
})

async function* mapsOf(file: Blob, charset: string): AsyncGenerator<unknown> {
  const start = new TextDecoder(charset).decode(await file.slice(0, 1_024).arrayBuffer()).trimStart()
  if (start === '') return
  if (!/^[[{]/.test(start)) {
    throw new TaskFailed(`Invalid JSON format. Expected JSON array or object, but found: ${start.slice(0, 20)}`, {
      property: 'from',
    })
  }
  const lines = start.startsWith('{') && (await isLines(file, charset))
  yield* readJson(file, { lines, charset })
}

/** Whether the first line of a file is a whole map, and so the file one of lines. */
async function isLines(file: Blob, charset: string): Promise<boolean> {
  const text = new TextDecoder(charset).decode(await file.arrayBuffer())
  try {
    JSON.parse(text.slice(0, text.indexOf('\n')))
    return true
  } catch {
    return false
  }
}
